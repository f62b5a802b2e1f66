package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;

/**
 * What a certificate says of itself, for a person to read: none of it is proven.
 *
 * @param serial in hex
 * @param usages the sides of a connection that it says it is for
 * @param fault why it is not one of Photon's certificates, whoever signed it; empty if it is
 */
public record CertificateSummary(
    Names names,
    String serial,
    CertificateFingerprint fingerprint,
    Validity validity,
    Set<Purpose> usages,
    Optional<String> fault) {

  /**
   * Whose it is, and who has signed it.
   *
   * @param identity empty where no one identity is named
   * @param subject as text that is fit for a terminal
   * @param issuer as text that is fit for a terminal
   */
  public record Names(Optional<Identity> identity, String subject, String issuer) {}

  /** Copies what it is given. */
  public CertificateSummary {
    usages = Set.copyOf(usages);
  }

  /** Reads one of the certificates that Photon has accepted. */
  public static CertificateSummary of(X509Certificate certificate) {
    try {
      return of(certificate.getEncoded());
    } catch (CertificateEncodingException | CertificateRejectedException e) {
      throw new IllegalArgumentException("certificate cannot be read", e);
    }
  }

  /**
   * Reads a certificate from its bytes.
   *
   * @throws CertificateRejectedException if it is too long, or no certificate at all
   */
  static CertificateSummary of(byte[] der) throws CertificateRejectedException {
    if (der.length > StrictCertificate.MAX_SIZE) {
      throw new CertificateRejectedException(
          SIZE,
          "a certificate has at most " + StrictCertificate.MAX_SIZE + " bytes, not " + der.length);
    }
    X509CertificateHolder holder =
        StrictCertificate.reading("the certificate", () -> new X509CertificateHolder(der));
    Optional<Identity> identity = Optional.empty();
    Optional<String> fault = Optional.empty();
    try {
      StrictCertificate certificate = StrictCertificate.parse(der);
      identity = Optional.of(certificate.identity());
      ProfileRules.check(certificate);
      ProfileRules.checkConstraints(certificate);
    } catch (CertificateRejectedException e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
    }
    return written(holder, der, identity, fault);
  }

  private static CertificateSummary written(
      X509CertificateHolder holder, byte[] der, Optional<Identity> identity, Optional<String> fault)
      throws CertificateRejectedException {
    return StrictCertificate.reading(
        "the certificate",
        () ->
            new CertificateSummary(
                new Names(
                    identity,
                    Text.printable(holder.getSubject().toString()),
                    Text.printable(holder.getIssuer().toString())),
                holder.getSerialNumber().toString(16),
                CertificateFingerprint.of(der),
                new Validity(holder.getNotBefore().toInstant(), holder.getNotAfter().toInstant()),
                usages(holder),
                fault));
  }

  private static Set<Purpose> usages(X509CertificateHolder holder) {
    Set<Purpose> usages = EnumSet.noneOf(Purpose.class);
    ExtendedKeyUsage usage = ExtendedKeyUsage.fromExtensions(holder.getExtensions());
    if (usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_clientAuth)) {
      usages.add(Purpose.CLIENT);
    }
    if (usage != null && usage.hasKeyPurposeId(KeyPurposeId.id_kp_serverAuth)) {
      usages.add(Purpose.SERVER);
    }
    return usages;
  }
}
