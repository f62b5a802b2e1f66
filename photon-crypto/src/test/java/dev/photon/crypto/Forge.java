package dev.photon.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes certificates with whatever a forger wants in them. What is not changed is as the profile of
 * the identity says, so that a test shows the one rule that it breaks.
 */
final class Forge {
  /** Somebody with a key and a certificate that says they may sign. */
  record Signer(PrivateKey key, X509Certificate certificate) {
    static Signer of(CertificateAuthority authority) {
      return new Signer(authority.credentials().privateKey(), authority.credentials().leaf());
    }
  }

  private record Field(boolean critical, ASN1Encodable value) {}

  private final Map<ASN1ObjectIdentifier, Field> extensions = new LinkedHashMap<>();
  private final KeyPair key;
  private SubjectPublicKeyInfo subjectKey;
  private X500Name subject;
  private Instant from = Network.NOW.minus(Duration.ofMinutes(1));
  private Instant until = Network.NOW.plus(Duration.ofHours(1));
  private BigInteger serial = BigInteger.valueOf(4711);
  private String signature = "SHA256withECDSA";

  private Forge(Identity identity) {
    key = Keys.generate();
    subjectKey = SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded());
    subject = Profile.subject(identity);
    Role role = identity.role();
    with(Extension.basicConstraints, true, Profile.basicConstraints(role));
    with(Extension.keyUsage, true, Profile.keyUsage(role));
    with(Extension.subjectAlternativeName, false, Profile.names(identity));
    if (!Profile.of(role).usages().isEmpty()) {
      List<KeyPurposeId> usages = new ArrayList<>(List.of(KeyPurposeId.id_kp_clientAuth));
      if (Profile.of(role).usages().contains(Purpose.SERVER)) {
        usages.add(KeyPurposeId.id_kp_serverAuth);
      }
      usage(usages.toArray(new KeyPurposeId[0]));
    }
    if (Profile.isConfined(role)) {
      with(Extension.nameConstraints, true, Profile.nameConstraints(identity));
    }
    with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {1, 2, 3, 4}));
  }

  static Forge of(Identity identity) {
    return new Forge(identity);
  }

  Forge with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
    extensions.put(extension, new Field(critical, value));
    return this;
  }

  Forge without(ASN1ObjectIdentifier extension) {
    extensions.remove(extension);
    return this;
  }

  Forge usage(KeyPurposeId... usages) {
    return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
  }

  Forge names(GeneralName... names) {
    return with(Extension.subjectAlternativeName, false, new GeneralNames(names));
  }

  Forge uri(String uri) {
    return names(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
  }

  Forge key(SubjectPublicKeyInfo other) {
    subjectKey = other;
    return this;
  }

  Forge subject(String other) {
    subject = new X500Name(other);
    return this;
  }

  Forge time(Instant notBefore, Instant notAfter) {
    from = notBefore;
    until = notAfter;
    return this;
  }

  Forge serial(long number) {
    serial = BigInteger.valueOf(number);
    return this;
  }

  Forge serial(BigInteger number) {
    serial = number;
    return this;
  }

  Forge signature(String algorithm) {
    signature = algorithm;
    return this;
  }

  X509Certificate signedBy(Signer signer) throws Exception {
    X509CertificateHolder issuer = new X509CertificateHolder(signer.certificate().getEncoded());
    if (!extensions.containsKey(Extension.authorityKeyIdentifier)) {
      with(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(ProfileRules.keyId(issuer)));
    }
    return sign(issuer.getSubject(), signer.key());
  }

  X509Certificate signedBy(CertificateAuthority authority) throws Exception {
    return signedBy(Signer.of(authority));
  }

  X509Certificate selfSigned() throws Exception {
    return sign(subject, key.getPrivate());
  }

  /** The key that goes with the certificate, unless another one was put in. */
  Signer signer(X509Certificate certificate) {
    return new Signer(key.getPrivate(), certificate);
  }

  private X509Certificate sign(X500Name issuer, PrivateKey signer) throws Exception {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            issuer, serial, Date.from(from), Date.from(until), subject, subjectKey);
    for (Map.Entry<ASN1ObjectIdentifier, Field> extension : extensions.entrySet()) {
      builder.addExtension(
          extension.getKey(), extension.getValue().critical(), extension.getValue().value());
    }
    byte[] der = builder.build(new JcaContentSignerBuilder(signature).build(signer)).getEncoded();
    // The JDK's own parser already refuses some of what is to be refused.
    return (X509Certificate)
        CertificateFactory.getInstance("X.509", new BouncyCastleProvider())
            .generateCertificate(new ByteArrayInputStream(der));
  }
}
