package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Writes certificates as their {@link Profile} says and signs them in the name of one issuer. What
 * comes out is checked by the rules that its readers have. Thread-safe.
 */
final class CertificateSigner {
  private static final int SERIAL_BITS = 159;
  private static final int KEY_ID = 20;
  private static final DateTimeFormatter SHORT_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
  private static final DateTimeFormatter LONG_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");
  private static final Duration LIST_LIFE = Duration.ofDays(7);

  /** No reason is told. */
  private static final int REVOKED = CRLReason.unspecified;

  private final X500Name issuer;
  private final Optional<AuthorityKeyIdentifier> issuerKeyId;
  private final Optional<Provider> provider;
  private final PrivateKey key;
  private final String algorithm;
  private final SecureRandom random;

  private CertificateSigner(
      X500Name issuer,
      Optional<AuthorityKeyIdentifier> issuerKeyId,
      Optional<Provider> provider,
      PrivateKey key,
      String algorithm,
      SecureRandom random) {
    this.issuer = issuer;
    this.issuerKeyId = issuerKeyId;
    this.provider = provider;
    this.key = provider.isPresent() ? translated(provider.get(), key) : key;
    this.algorithm = algorithm;
    this.random = random;
  }

  private static PrivateKey translated(Provider provider, PrivateKey key) {
    try {
      return NativeCurves.translated(provider, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key of an authority cannot be used", e);
    }
  }

  /** A signer in the name of an authority. */
  static CertificateSigner of(Credentials authority, SecureRandom random)
      throws CertificateRejectedException {
    return of(authority, NativeCurves.forKey(authority.privateKey().getAlgorithm()), random);
  }

  /** A signer that has its signatures made by a provider, or else by the JDK. */
  static CertificateSigner of(
      Credentials authority, Optional<Provider> provider, SecureRandom random)
      throws CertificateRejectedException {
    StrictCertificate own = StrictCertificate.of(authority.leaf());
    return new CertificateSigner(
        own.holder().getSubject(),
        Optional.of(new AuthorityKeyIdentifier(ProfileRules.keyId(own.holder()))),
        provider,
        authority.privateKey(),
        Signatures.algorithm(own.certificate().getPublicKey()),
        random);
  }

  /** Makes a root's certificate, signed with its own key. */
  static X509Certificate selfSigned(
      KeyPair key, Identity identity, Instant from, Instant until, SecureRandom random)
      throws CertificateRejectedException {
    return new CertificateSigner(
            Profile.subject(identity),
            Optional.empty(),
            NativeCurves.forKey(key.getPrivate().getAlgorithm()),
            key.getPrivate(),
            Signatures.algorithm(key.getPublic()),
            random)
        .sign(
            SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()), identity, from, until);
  }

  /** Makes a certificate for the key, good from and until the given seconds. */
  X509Certificate sign(
      SubjectPublicKeyInfo subjectKey, Identity identity, Instant from, Instant until)
      throws CertificateRejectedException {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer, serial(), time(from), time(until), Profile.subject(identity), subjectKey);
      extend(builder, subjectKey, identity);
      StrictCertificate certificate = StrictCertificate.written(builder.build(contentSigner()));
      ProfileRules.check(certificate);
      ProfileRules.checkConstraints(certificate);
      return certificate.certificate();
    } catch (IOException | OperatorCreationException e) {
      throw new CertificateRejectedException(
          PROFILE, "no certificate can be made for " + identity, e);
    }
  }

  /** As RFC 5280 has it in 4.1.2.5: the century is written from 2050 on. */
  private static Time time(Instant second) {
    OffsetDateTime time = second.atOffset(ZoneOffset.UTC);
    return time.getYear() < 2050
        ? new Time(new DERUTCTime(SHORT_TIME.format(time)))
        : new Time(new DERGeneralizedTime(LONG_TIME.format(time)));
  }

  /** Makes a revocation list, which is good for a week: how old one may be its readers say. */
  byte[] signList(long number, Map<BigInteger, Instant> revoked, Set<String> accounts, Instant now)
      throws CertificateRejectedException {
    try {
      X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(now));
      builder.setNextUpdate(Date.from(now.plus(LIST_LIFE)));
      new TreeMap<>(revoked)
          .forEach((serial, since) -> builder.addCRLEntry(serial, Date.from(since), REVOKED));
      builder.addExtension(Extension.authorityKeyIdentifier, false, issuerKeyId.orElseThrow());
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
      if (!accounts.isEmpty()) {
        builder.addExtension(RevokedAccounts.OID, false, RevokedAccounts.write(accounts));
      }
      return builder.build(contentSigner()).getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new CertificateRejectedException(PROFILE, "no revocation list can be made", e);
    }
  }

  private ContentSigner contentSigner() throws OperatorCreationException {
    JcaContentSignerBuilder builder =
        new JcaContentSignerBuilder(algorithm).setSecureRandom(random);
    return provider.map(builder::setProvider).orElse(builder).build(key);
  }

  private void extend(
      X509v3CertificateBuilder builder, SubjectPublicKeyInfo subjectKey, Identity identity)
      throws IOException {
    Role role = identity.role();
    builder.addExtension(Extension.basicConstraints, true, Profile.basicConstraints(role));
    builder.addExtension(Extension.keyUsage, true, Profile.keyUsage(role));
    KeyPurposeId[] usages =
        Profile.of(role).usages().stream()
            .sorted()
            .map(CertificateSigner::usage)
            .toArray(KeyPurposeId[]::new);
    if (usages.length > 0) {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(usages));
    }
    builder.addExtension(Extension.subjectAlternativeName, false, Profile.names(identity));
    if (Profile.isConfined(role)) {
      builder.addExtension(Extension.nameConstraints, true, Profile.nameConstraints(identity));
    }
    byte[] hash = CertificateFingerprint.sha256(subjectKey.getPublicKeyData().getBytes());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new SubjectKeyIdentifier(Arrays.copyOf(hash, KEY_ID)));
    if (issuerKeyId.isPresent()) {
      builder.addExtension(Extension.authorityKeyIdentifier, false, issuerKeyId.get());
    }
  }

  private static KeyPurposeId usage(Purpose purpose) {
    return switch (purpose) {
      case CLIENT -> KeyPurposeId.id_kp_clientAuth;
      case SERVER -> KeyPurposeId.id_kp_serverAuth;
    };
  }

  private BigInteger serial() {
    BigInteger serial = new BigInteger(SERIAL_BITS, random);
    return serial.signum() > 0 ? serial : serial();
  }
}
