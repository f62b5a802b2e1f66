package dev.photon.crypto;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the other roots of a registry are learned from one that is trusted: a trusted root has signed
 * the key of the other one in a certificate between them, a cross, as in RFC 4210, section 4.4.
 */
final class RootSuccession {
  private final PathCheck check;
  private final Instant now;

  /** Throws if a path does not hold. */
  interface PathCheck {
    void check(CertificatePath path) throws CertificateRejectedException;
  }

  RootSuccession(PathCheck check, Instant now) {
    this.check = check;
    this.now = now;
  }

  /**
   * The roots to trust from now on: the known ones, and those among the others that they vouch for,
   * directly or by one another; and by what they do.
   */
  Roots learn(List<StrictCertificate> known, List<StrictCertificate> others)
      throws CertificateRejectedException {
    List<StrictCertificate> trusted = new ArrayList<>(known);
    List<X509Certificate> crosses = new ArrayList<>();
    for (int i = 0; i < trusted.size(); i++) { // it grows meanwhile
      for (StrictCertificate cross : others) {
        if (isVouchedFor(cross, trusted.get(i))) {
          crosses.add(cross.certificate());
          for (StrictCertificate other : others) {
            if (!trusted.contains(other) && isRootOf(other, cross)) {
              trusted.add(other);
            }
          }
        }
      }
    }
    trusted.removeIf(root -> Validity.of(root.certificate()).isOver(now));
    List<X509Certificate> newestFirst =
        trusted.stream()
            .map(StrictCertificate::certificate)
            .sorted(Comparator.comparing(X509Certificate::getNotBefore).reversed())
            .toList();
    return new Roots(newestFirst, crosses);
  }

  private boolean isVouchedFor(StrictCertificate cross, StrictCertificate root)
      throws CertificateRejectedException {
    if (!cross.identity().equals(root.identity())
        || cross.isSelfSigned()
        || !cross.namesAsIssuer(root)) {
      return false;
    }
    try {
      check.check(new CertificatePath(List.of(cross), root));
      return true;
    } catch (CertificateRejectedException e) {
      return false; // the answer is good without it
    }
  }

  /** Whether it is a good root with the key that a cross is for. */
  private boolean isRootOf(StrictCertificate root, StrictCertificate cross)
      throws CertificateRejectedException {
    if (!root.identity().equals(cross.identity())
        || !root.isSelfSigned()
        || !root.certificate().getPublicKey().equals(cross.certificate().getPublicKey())
        || Validity.of(root.certificate()).isEarly(now)) {
      return false;
    }
    try {
      ProfileRules.check(root);
      root.certificate().verify(root.certificate().getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
