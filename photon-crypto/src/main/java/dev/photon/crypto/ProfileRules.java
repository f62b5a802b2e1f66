package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.NAMES;
import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.cert.X509CertificateHolder;

/** The rules for one certificate by itself: is it of the profile of the role that it names? */
final class ProfileRules {
  private static final int MAX_SERIAL_BITS = 159;
  private static final int MAX_KEY_ID = 64;
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.subjectKeyIdentifier,
          Extension.authorityKeyIdentifier,
          Extension.nameConstraints);

  private ProfileRules() {}

  /** Checks everything but the name constraints of an authority. */
  static void check(StrictCertificate certificate) throws CertificateRejectedException {
    StrictCertificate.reading(
        "the certificate",
        () -> {
          checkFields(certificate);
          checkExtensions(certificate);
          return certificate;
        });
  }

  /** Checks that a datacenter's or metacenter's authority is confined to itself. */
  static void checkConstraints(StrictCertificate certificate) throws CertificateRejectedException {
    StrictCertificate.reading(
        "the certificate",
        () -> {
          if (Profile.isConfined(certificate.identity().role())) {
            requireExtension(
                certificate,
                Extension.nameConstraints,
                true,
                Profile.nameConstraints(certificate.identity()),
                Reason.CONSTRAINTS);
          }
          return certificate;
        });
  }

  /** The sides of a connection that the certificate is for. */
  static Set<Purpose> usages(StrictCertificate certificate) throws CertificateRejectedException {
    return StrictCertificate.reading(
        "the certificate",
        () -> {
          Set<Purpose> usages = EnumSet.noneOf(Purpose.class);
          ExtendedKeyUsage usage =
              ExtendedKeyUsage.fromExtensions(certificate.holder().getExtensions());
          if (usage == null) {
            return usages;
          }
          for (KeyPurposeId purpose : usage.getUsages()) {
            if (purpose.equals(KeyPurposeId.id_kp_clientAuth)) {
              usages.add(Purpose.CLIENT);
            } else if (purpose.equals(KeyPurposeId.id_kp_serverAuth)) {
              usages.add(Purpose.SERVER);
            } else {
              throw rejected(USAGE, certificate, "has an extended usage other than TLS");
            }
          }
          return usages;
        });
  }

  private static void checkFields(StrictCertificate certificate)
      throws CertificateRejectedException, IOException {
    X509CertificateHolder holder = certificate.holder();
    TBSCertificate body = holder.toASN1Structure().getTBSCertificate();
    if (holder.getVersionNumber() != 3) {
      throw rejected(PROFILE, certificate, "is not of version 3");
    }
    BigInteger serial = holder.getSerialNumber();
    if (serial.signum() <= 0 || serial.bitLength() > MAX_SERIAL_BITS) {
      throw rejected(PROFILE, certificate, "has a serial number that is not 1 to 159 bits long");
    }
    if (!body.getSignature().equals(holder.getSignatureAlgorithm())
        || !Keys.isAccepted(holder.getSignatureAlgorithm())) {
      throw rejected(
          WEAK_SIGNATURE,
          certificate,
          "has a signature that is not accepted: " + holder.getSignatureAlgorithm().getAlgorithm());
    }
    if (body.getIssuerUniqueId() != null || body.getSubjectUniqueId() != null) {
      throw rejected(PROFILE, certificate, "has unique ids, which nobody uses");
    }
    if (!Arrays.equals(
        Profile.subject(certificate.identity()).getEncoded(ASN1Encoding.DER),
        holder.getSubject().getEncoded(ASN1Encoding.DER))) {
      throw rejected(
          PROFILE,
          certificate,
          "has another subject than "
              + Profile.subject(certificate.identity())
              + ": "
              + Text.printable(holder.getSubject().toString()));
    }
  }

  private static void checkExtensions(StrictCertificate certificate)
      throws CertificateRejectedException, IOException {
    X509CertificateHolder holder = certificate.holder();
    Role role = certificate.identity().role();
    for (Object critical : holder.getCriticalExtensionOIDs()) {
      if (!KNOWN.contains((ASN1ObjectIdentifier) critical)) {
        throw rejected(PROFILE, certificate, "has an unknown critical extension: " + critical);
      }
    }
    requireExtension(
        certificate, Extension.basicConstraints, true, Profile.basicConstraints(role), PROFILE);
    requireExtension(certificate, Extension.keyUsage, true, Profile.keyUsage(role), PROFILE);
    checkUsage(certificate);
    if (!certificate.dnsNames().equals(Profile.dnsNames(certificate.identity()))) {
      throw rejected(
          NAMES, certificate, "must have the DNS name of its host if it serves, and no other");
    }
    if (!Profile.isConfined(role) && holder.getExtension(Extension.nameConstraints) != null) {
      throw rejected(PROFILE, certificate, "has name constraints, which only an authority has");
    }
    int id = keyId(holder).length;
    if (id == 0 || id > MAX_KEY_ID) {
      throw rejected(PROFILE, certificate, "has no subject key id");
    }
  }

  private static void checkUsage(StrictCertificate certificate)
      throws CertificateRejectedException {
    Set<Purpose> usages = usages(certificate);
    Set<Purpose> wanted = Profile.of(certificate.identity().role()).usages();
    // An authority may have less than both: what it signs must then have less too.
    boolean fits =
        Profile.isConfined(certificate.identity().role())
            ? !usages.isEmpty() && wanted.containsAll(usages)
            : wanted.equals(usages);
    if (!fits) {
      throw rejected(
          USAGE, certificate, "has the extended usages " + usages + ", its role has " + wanted);
    }
  }

  /** The subject key id; of no length if there is none. */
  static byte[] keyId(X509CertificateHolder holder) {
    Extension extension = holder.getExtension(Extension.subjectKeyIdentifier);
    return extension == null
        ? new byte[0]
        : ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
  }

  private static void requireExtension(
      StrictCertificate certificate,
      ASN1ObjectIdentifier oid,
      boolean critical,
      ASN1Encodable wanted,
      Reason reason)
      throws CertificateRejectedException, IOException {
    Extension extension = certificate.holder().getExtension(oid);
    if (extension == null
        || extension.isCritical() != critical
        || !Arrays.equals(
            extension.getExtnValue().getOctets(),
            wanted.toASN1Primitive().getEncoded(ASN1Encoding.DER))) {
      throw rejected(reason, certificate, "has not the " + name(oid) + " of its role");
    }
  }

  private static String name(ASN1ObjectIdentifier oid) {
    if (oid.equals(Extension.basicConstraints)) {
      return "basic constraints";
    }
    return oid.equals(Extension.keyUsage) ? "key usage" : "name constraints";
  }

  private static CertificateRejectedException rejected(
      Reason reason, StrictCertificate certificate, String what) {
    return new CertificateRejectedException(
        reason, "the certificate for " + certificate.identity() + " " + what);
  }

  /** Checks that two certificates in a row belong together by their key ids. */
  static void checkKeyIds(List<StrictCertificate> path) throws CertificateRejectedException {
    for (int i = 0; i + 1 < path.size(); i++) {
      byte[] issuer = keyId(path.get(i + 1).holder());
      if (!Arrays.equals(issuer, issuerKeyId(path.get(i)))) {
        throw rejected(
            Reason.UNTRUSTED, path.get(i), "does not name the key of the issuer it comes with");
      }
    }
  }

  /** The key id that it names as its issuer's; of no length if there is none. */
  static byte[] issuerKeyId(StrictCertificate certificate) throws CertificateRejectedException {
    return StrictCertificate.reading(
        "the authority key id",
        () -> {
          AuthorityKeyIdentifier id =
              AuthorityKeyIdentifier.fromExtensions(certificate.holder().getExtensions());
          return id == null || id.getKeyIdentifierOctets() == null
              ? new byte[0]
              : id.getKeyIdentifierOctets();
        });
  }
}
