package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.CONSTRAINTS;
import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_YET_VALID;
import static dev.photon.crypto.CertificateRejectedException.Reason.PATH_LENGTH;
import static dev.photon.crypto.CertificateRejectedException.Reason.ROOT_EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIGNATURE;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A chain on the way to its root: path validation of RFC 5280, with this one root and at this time.
 *
 * @param certificates the subject first, the root not among them; never empty
 * @param root the trusted one
 */
record CertificatePath(List<StrictCertificate> certificates, StrictCertificate root) {
  CertificatePath {
    certificates = List.copyOf(certificates);
  }

  /**
   * The way from the first of the presented certificates to one of the roots. What else was
   * presented may only be what leads to other roots: those and the certificates between them.
   */
  static CertificatePath find(List<StrictCertificate> presented, List<StrictCertificate> roots)
      throws CertificateRejectedException {
    for (int i = 0; i < presented.size(); i++) {
      for (StrictCertificate root : roots) {
        if (presented.get(i).namesAsIssuer(root)
            && !presented.get(i).certificate().equals(root.certificate())) {
          requireOnlyRoots(presented.subList(i + 1, presented.size()), root);
          return of(presented.subList(0, i + 1), root);
        }
      }
    }
    // None is named: the validation of the path says what is wrong.
    StrictCertificate root = roots.get(0);
    int last = presented.size() - 1;
    boolean rooted = last > 0 && presented.get(last).certificate().equals(root.certificate());
    return of(rooted ? presented.subList(0, last) : presented, root);
  }

  private static void requireOnlyRoots(List<StrictCertificate> others, StrictCertificate root)
      throws CertificateRejectedException {
    for (StrictCertificate other : others) {
      if (!other.identity().equals(root.identity())) {
        throw new CertificateRejectedException(
            UNTRUSTED, "the certificate of " + other.identity() + " is not on the way to the root");
      }
    }
  }

  /** Path validation does not count one that has signed itself anew, so that is done here. */
  private static CertificatePath of(List<StrictCertificate> certificates, StrictCertificate root)
      throws CertificateRejectedException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (StrictCertificate authority : certificates.subList(1, certificates.size())) {
      Role role = authority.identity().role();
      boolean scoped = role == Role.DATACENTER_AUTHORITY || role == Role.METACENTER_AUTHORITY;
      if (!roles.add(scoped ? Role.DATACENTER_AUTHORITY : role)) {
        throw new CertificateRejectedException(
            PATH_LENGTH,
            "there is more than one authority of a kind between the peer and the root");
      }
    }
    return new CertificatePath(certificates, root);
  }

  /** When the first certificate on the way ends. */
  Instant until() {
    return withRoot().stream()
        .map(certificate -> certificate.certificate().getNotAfter().toInstant())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  StrictCertificate subject() {
    return certificates.get(0);
  }

  List<StrictCertificate> withRoot() {
    List<StrictCertificate> all = new ArrayList<>(certificates);
    all.add(root);
    return all;
  }

  void validate(Instant now) throws CertificateRejectedException {
    for (StrictCertificate certificate : certificates) {
      requireInTime(certificate, now, EXPIRED, NOT_YET_VALID);
    }
    try {
      List<X509Certificate> path =
          certificates.stream().map(StrictCertificate::certificate).toList();
      PKIXParameters parameters =
          new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw new CertificateRejectedException(
          reason(e.getReason()),
          "the certificate for "
              + subject().identity()
              + " does not lead to the trusted root "
              + root.identity()
              + ": "
              + Text.printable(String.valueOf(e.getMessage())),
          e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new CertificateRejectedException(
          UNTRUSTED, "the chain of " + subject().identity() + " cannot be validated", e);
    }
  }

  /** Path validation takes the root as given, its time included; so it is looked at here. */
  void requireRootInTime(Instant now) throws CertificateRejectedException {
    requireInTime(root, now, ROOT_EXPIRED, ROOT_EXPIRED);
  }

  private static void requireInTime(
      StrictCertificate certificate, Instant now, Reason expired, Reason early)
      throws CertificateRejectedException {
    Instant from = certificate.certificate().getNotBefore().toInstant();
    Instant until = certificate.certificate().getNotAfter().toInstant();
    if (now.isAfter(until)) {
      throw new CertificateRejectedException(
          expired, "the certificate of " + certificate.identity() + " has expired at " + until);
    }
    if (now.isBefore(from)) {
      throw new CertificateRejectedException(
          early,
          "the certificate of "
              + certificate.identity()
              + " counts only from "
              + from
              + "; it is "
              + now
              + " here, compare the clocks");
    }
  }

  private static Reason reason(CertPathValidatorException.Reason reason) {
    if (reason instanceof BasicReason basic) {
      return switch (basic) {
        case INVALID_SIGNATURE -> SIGNATURE;
        case ALGORITHM_CONSTRAINED -> WEAK_SIGNATURE;
        case EXPIRED -> EXPIRED;
        case NOT_YET_VALID -> NOT_YET_VALID;
        case REVOKED, UNDETERMINED_REVOCATION_STATUS, UNSPECIFIED -> UNTRUSTED;
      };
    }
    if (reason instanceof PKIXReason pkix) {
      return switch (pkix) {
        case INVALID_NAME -> CONSTRAINTS;
        case PATH_TOO_LONG -> PATH_LENGTH;
        case INVALID_KEY_USAGE,
            INVALID_POLICY,
            NAME_CHAINING,
            NOT_CA_CERT,
            NO_TRUST_ANCHOR,
            UNRECOGNIZED_CRIT_EXT ->
            UNTRUSTED;
      };
    }
    return UNTRUSTED;
  }
}
