package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Which root is trusted: one that is known, or, at the first contact with a registry, one whose
 * fingerprint is. There is no trust without either. Immutable.
 */
public sealed interface Trust {

  /** Trusts the hierarchy below this root. */
  static Trust root(X509Certificate root) {
    return new Root(root);
  }

  /**
   * Trusts the root with this fingerprint, {@code sha256:} and 64 hex digits. It must then be the
   * last certificate of the chain that the peer presents, and the peer must be the registry.
   *
   * @throws IllegalArgumentException if that is not the form of a fingerprint
   */
  static Trust pinned(String fingerprint) {
    return pinned(CertificateFingerprint.parse(fingerprint));
  }

  /** Trusts the root with this fingerprint, as {@link #pinned(String)} does. */
  static Trust pinned(CertificateFingerprint fingerprint) {
    return new Pinned(fingerprint);
  }

  /** Finds the root for a chain that was presented, leaf first. */
  X509Certificate rootFor(List<X509Certificate> chain) throws CertificateRejectedException;

  /**
   * A known root.
   *
   * @param certificate the root's self-signed certificate
   */
  record Root(X509Certificate certificate) implements Trust {
    @Override
    public X509Certificate rootFor(List<X509Certificate> chain) {
      return certificate;
    }
  }

  /**
   * A root of which only the fingerprint is known.
   *
   * @param fingerprint of the root's certificate
   */
  record Pinned(CertificateFingerprint fingerprint) implements Trust {
    @Override
    public X509Certificate rootFor(List<X509Certificate> chain)
        throws CertificateRejectedException {
      if (chain.isEmpty()) {
        throw new CertificateRejectedException(UNTRUSTED, "no certificate was presented");
      }
      X509Certificate last = chain.get(chain.size() - 1);
      CertificateFingerprint presented = CertificateFingerprint.of(last);
      if (!presented.equals(fingerprint)) {
        throw new CertificateRejectedException(
            UNTRUSTED,
            "the peer's root has the fingerprint "
                + presented
                + ", not the pinned "
                + fingerprint
                + "; compare it with what 'photon registry serve' prints");
      }
      return last;
    }
  }
}
