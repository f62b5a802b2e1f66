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
import java.util.Date;
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
