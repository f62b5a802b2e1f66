package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The roots of one registry: mostly one, and two in the year before the end of the older one.
 * Immutable.
 *
 * @param trusted self-signed, the one that signs now first; never empty
 * @param crosses the certificates by which one root vouches for another; whoever only trusts learns
 *     the roots by them, and does not keep them
 */
public record Roots(List<X509Certificate> trusted, List<X509Certificate> crosses) {
  /** Copies what it is given. */
  public Roots {
    trusted = List.copyOf(trusted);
    crosses = List.copyOf(crosses);
    if (trusted.isEmpty()) {
      throw new IllegalArgumentException("there is no root among the roots");
    }
  }

  /** One root. */
  public static Roots of(X509Certificate root) {
    return new Roots(List.of(root), List.of());
  }

  /** Sorts certificates into roots and the crosses between them. */
  static Roots among(List<X509Certificate> certificates) throws CertificateRejectedException {
    List<X509Certificate> trusted = new ArrayList<>();
    List<X509Certificate> crosses = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      List<X509Certificate> kind = isSelfSigned(certificate) ? trusted : crosses;
      if (!kind.contains(certificate)) {
        kind.add(certificate);
      }
    }
    if (trusted.isEmpty()) {
      throw new CertificateRejectedException(UNTRUSTED, "there is no root among the certificates");
    }
    return new Roots(trusted, crosses);
  }

  /**
   * The root that a chain claims to lead to, to be compared by a person: of several the one that
   * signs now. Nothing of it is proven.
   *
   * @param chain as presented, not empty
   */
  public static X509Certificate claimed(List<X509Certificate> chain) {
    for (X509Certificate certificate : chain) {
      try {
        if (isSelfSigned(certificate)) {
          return certificate;
        }
      } catch (CertificateRejectedException e) {
        break; // none of Photon's: whatever is last
      }
    }
    return chain.get(chain.size() - 1);
  }

  /**
   * Where the roots begin behind a certificate and its issuers: roots are self-signed, and what is
   * shown to peers comes before them. The first certificate may itself be a root.
   */
  static int begin(List<X509Certificate> certificates) throws CertificateRejectedException {
    int first = Math.min(1, certificates.size());
    while (first < certificates.size() && !isSelfSigned(certificates.get(first))) {
      first++;
    }
    return first;
  }

  /** Whether a certificate names its own key as that of its issuer, or nobody's: as a root does. */
  static boolean isSelfSigned(X509Certificate certificate) throws CertificateRejectedException {
    return StrictCertificate.of(certificate).isSelfSigned();
  }

  /** The one that signs now. */
  public X509Certificate current() {
    return trusted.get(0);
  }

  /** The trust in all of them. */
  public Trust trust() {
    return new Trust.Known(trusted);
  }

  /** Roots and crosses, a root first. */
  public List<X509Certificate> all() {
    List<X509Certificate> all = new ArrayList<>(trusted);
    all.addAll(crosses);
    return List.copyOf(all);
  }

  /** Without what has ended; the one that signs now stays, so that its end can be told. */
  Roots at(Instant now) {
    List<X509Certificate> inTime = new ArrayList<>(trusted);
    inTime.removeIf(root -> !root.equals(current()) && Validity.of(root).isOver(now));
    return new Roots(
        inTime, crosses.stream().filter(cross -> !Validity.of(cross).isOver(now)).toList());
  }
}
