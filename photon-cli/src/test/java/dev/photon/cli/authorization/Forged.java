package dev.photon.cli.authorization;

import dev.photon.crypto.Credentials;
import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key, and what its holder presents: good certificates with one thing in them changed. */
record Forged(PrivateKey key, List<X509Certificate> chain) {
  static Forged of(Credentials credentials) {
    return new Forged(credentials.privateKey(), credentials.chain());
  }

  /** The leaf as it is, signed by its own key alone. */
  static Forged selfSigned(Credentials good) throws Exception {
    var leaf = new X509CertificateHolder(good.leaf().getEncoded());
    return signed(good, leaf, good.privateKey(), List.of());
  }

  /** The leaf for other uses, signed by the key of an authority, be it its own one or not. */
  static Forged signedBy(Credentials authority, Credentials good, KeyPurposeId... usages)
      throws Exception {
    var issuer = new X509CertificateHolder(authority.leaf().getEncoded());
    return signed(good, issuer, authority.privateKey(), List.of(usages));
  }

  private static Forged signed(
      Credentials good, X509CertificateHolder issuer, PrivateKey key, List<KeyPurposeId> usages)
      throws Exception {
    var leaf = new X509CertificateHolder(good.leaf().getEncoded());
    var builder =
        new X509v3CertificateBuilder(
            issuer.getSubject(),
            leaf.getSerialNumber(),
            leaf.getNotBefore(),
            leaf.getNotAfter(),
            leaf.getSubject(),
            leaf.getSubjectPublicKeyInfo());
    for (Object each : leaf.getExtensionOIDs()) {
      builder.addExtension(leaf.getExtension((ASN1ObjectIdentifier) each));
    }
    byte[] issuerKey =
        SubjectKeyIdentifier.fromExtensions(issuer.getExtensions()).getKeyIdentifier();
    builder.replaceExtension(
        Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKey));
    if (!usages.isEmpty()) {
      var usage = new ExtendedKeyUsage(usages.toArray(new KeyPurposeId[0]));
      builder.replaceExtension(Extension.extendedKeyUsage, false, usage);
    }
    byte[] der =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)).getEncoded();
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    return new Forged(good.privateKey(), List.of(certificate));
  }

  /** The same without the certificates of those who have signed. */
  Forged alone() {
    return new Forged(key, chain.subList(0, 1));
  }
}
