package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Writes and signs a certificate as its {@link Profile} says, and checks what came out. */
final class CertificateBuilder {
  private static final int SERIAL_BITS = 159;
  private static final int KEY_ID = 20;

  private CertificateBuilder() {}

  static X509Certificate selfSigned(
      KeyPair key, Identity identity, Instant from, Instant until, SecureRandom random)
      throws CertificateRejectedException {
    SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
    return build(
        Profile.subject(identity),
        new byte[0],
        key.getPrivate(),
        key.getPublic(),
        info,
        identity,
        from,
        until,
        random);
  }

  static X509Certificate signed(
      Credentials issuer,
      SubjectPublicKeyInfo key,
      Identity identity,
      Instant from,
      Instant until,
      SecureRandom random)
      throws CertificateRejectedException {
    StrictCertificate own = StrictCertificate.of(issuer.leaf());
    return build(
        own.holder().getSubject(),
        ProfileRules.keyId(own.holder()),
        issuer.privateKey(),
        issuer.leaf().getPublicKey(),
        key,
        identity,
        from,
        until,
        random);
  }

  private static X509Certificate build(
      X500Name issuer,
      byte[] issuerKeyId,
      PrivateKey signer,
      PublicKey signersKey,
      SubjectPublicKeyInfo key,
      Identity identity,
      Instant from,
      Instant until,
      SecureRandom random)
      throws CertificateRejectedException {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer,
              serial(random),
              new Time(Date.from(from)),
              new Time(Date.from(until)),
              Profile.subject(identity),
              key);
      extend(builder, key, identity);
      if (issuerKeyId.length > 0) {
        builder.addExtension(
            Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKeyId));
      }
      StrictCertificate certificate =
          StrictCertificate.parse(
              builder
                  .build(
                      new JcaContentSignerBuilder(Signatures.algorithm(signersKey))
                          .setSecureRandom(random)
                          .build(signer))
                  .getEncoded());
      ProfileRules.check(certificate);
      ProfileRules.checkConstraints(certificate);
      return certificate.certificate();
    } catch (IOException | OperatorCreationException e) {
      throw new CertificateRejectedException(
          PROFILE, "no certificate can be made for " + identity, e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder, SubjectPublicKeyInfo key, Identity identity)
      throws IOException {
    Role role = identity.role();
    Profile profile = Profile.of(role);
    builder.addExtension(Extension.basicConstraints, true, Profile.basicConstraints(role));
    builder.addExtension(Extension.keyUsage, true, Profile.keyUsage(role));
    if (!profile.usages().isEmpty()) {
      KeyPurposeId[] usages =
          profile.usages().stream()
              .sorted()
              .map(
                  usage ->
                      usage == Purpose.CLIENT
                          ? KeyPurposeId.id_kp_clientAuth
                          : KeyPurposeId.id_kp_serverAuth)
              .toArray(KeyPurposeId[]::new);
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
    }
    builder.addExtension(Extension.subjectAlternativeName, false, Profile.names(identity));
    if (role.isAuthority() && role != Role.REGISTRY_AUTHORITY) {
      builder.addExtension(Extension.nameConstraints, true, Profile.nameConstraints(identity));
    }
    byte[] hash = CertificateFingerprint.sha256(key.getPublicKeyData().getBytes());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(Arrays.copyOf(hash, KEY_ID)));
  }

  private static BigInteger serial(SecureRandom random) {
    BigInteger serial = new BigInteger(SERIAL_BITS, random);
    return serial.signum() > 0 ? serial : serial(random);
  }
}
