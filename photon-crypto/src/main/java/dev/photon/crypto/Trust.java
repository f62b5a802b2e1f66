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
    return new Known(List.of(root));
  }

  /**
   * Trusts the root with this fingerprint, {@code sha256:} and 64 hex digits. It must then be among
   * the certificates that the peer presents, and the peer must be the registry.
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

  /** The roots that a chain which was presented, leaf first, may lead to; never empty. */
  List<X509Certificate> rootsFor(List<X509Certificate> chain) throws CertificateRejectedException;

  /**
   * Known roots of one registry: one, and for a while the one before it, too.
   *
   * @param certificates self-signed, the newest first; never empty
   */
  record Known(List<X509Certificate> certificates) implements Trust {
    /** Copies what it is given. */
    public Known {
      certificates = List.copyOf(certificates);
    }

    @Override
    public List<X509Certificate> rootsFor(List<X509Certificate> chain) {
      return certificates;
    }
  }

  /**
   * A root of which only the fingerprint is known.
   *
   * @param fingerprint of the root's certificate
   */
  record Pinned(CertificateFingerprint fingerprint) implements Trust {
    @Override
    public List<X509Certificate> rootsFor(List<X509Certificate> chain)
        throws CertificateRejectedException {
      if (chain.isEmpty()) {
        throw new CertificateRejectedException(UNTRUSTED, "no certificate was presented");
      }
      for (X509Certificate presented : chain) {
        if (CertificateFingerprint.of(presented).equals(fingerprint)) {
          return List.of(presented);
        }
      }
      throw new CertificateRejectedException(
          UNTRUSTED,
          "the peer's root has the fingerprint "
              + CertificateFingerprint.of(Roots.claimed(chain))
              + ", not the pinned "
              + fingerprint
              + "; compare it with what 'photon registry serve' prints");
    }
  }
}
