package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.AUTHORITY_AS_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.CONSTRAINTS;
import static dev.photon.crypto.CertificateRejectedException.Reason.IDENTITY;
import static dev.photon.crypto.CertificateRejectedException.Reason.NAMES;
import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One certificate that breaks one rule, under a root that is good. */
class ForgeriesTest {
  private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.1.1");

  private final Network network = new Network();
  private final Identity identity = Identity.account(network.name, "a1b2");
  private final Identity server = Identity.registry(network.name);
  private final List<DynamicTest> cases = new ArrayList<>();

  @Test
  void whatIsNotForgedIsAccepted() throws Exception {
    X509Certificate good = Forge.of(identity).signedBy(network.root);
    assertThat(network.verifier().verify(List.of(good), Purpose.CLIENT, Optional.empty()))
        .isEqualTo(identity);
  }

  @TestFactory
  List<DynamicTest> names() throws Exception {
    String uri = identity.uri();
    String host = network.name;
    refused(NAMES, "no alternative name", forge().without(Extension.subjectAlternativeName));
    refused(NAMES, "a DNS name only", forge().names(dns(host)));
    refused(NAMES, "two URIs", forge().names(uri(uri), uri(uri + "2")));
    refused(NAMES, "the same URI twice", forge().names(uri(uri), uri(uri)));
    refused(
        NAMES,
        "an address beside it",
        forge().names(uri(uri), name(GeneralName.iPAddress, "127.0.0.1")));
    refused(
        NAMES,
        "a mail address beside it",
        forge().names(uri(uri), name(GeneralName.rfc822Name, "a@b.example")));
    refused(
        NAMES,
        "a directory name beside it",
        forge().names(uri(uri), name(GeneralName.directoryName, "CN=a")));
    refused(NAMES, "a DNS name of a client", forge().names(uri(uri), dns(host)));
    refused(NAMES, "a server without DNS name", Forge.of(server).names(uri(server.uri())));
    refused(NAMES, "a wildcard", Forge.of(server).names(uri(server.uri()), dns("*." + host)));
    refused(NAMES, "another DNS name", Forge.of(server).names(uri(server.uri()), dns("x." + host)));
    refused(
        NAMES, "two DNS names", Forge.of(server).names(uri(server.uri()), dns(host), dns(host)));
    refused(IDENTITY, "another scheme", forge().uri("https://" + host + "/account/a1b2"));
    refused(IDENTITY, "user-info", forge().uri("spiffe://me@" + host + "/account/a1b2"));
    refused(IDENTITY, "a port", forge().uri("spiffe://" + host + ":443/account/a1b2"));
    refused(
        IDENTITY,
        "an upper-case host",
        forge().uri("spiffe://R1" + host.substring(2) + "/account/a1b2"));
    refused(IDENTITY, "a percent escape", forge().uri("spiffe://" + host + "/account/a%311"));
    refused(IDENTITY, "a query", forge().uri(uri + "?a"));
    refused(IDENTITY, "a fragment", forge().uri(uri + "#a"));
    refused(IDENTITY, "no host", forge().uri("spiffe:///account/a1b2"));
    refused(IDENTITY, "nothing but a scheme", forge().uri("spiffe:"));
    refused(IDENTITY, "a dot segment", forge().uri("spiffe://" + host + "/account/.."));
    refused(IDENTITY, "a trailing slash", forge().uri(uri + "/"));
    refused(
        IDENTITY, "a host with a final dot", forge().uri("spiffe://" + host + "./account/a1b2"));
    refused(IDENTITY, "a zero byte", forge().uri(uri + "\0"));
    refused(IDENTITY, "an unknown path", forge().uri("spiffe://" + host + "/admin"));
    return cases;
  }

  @TestFactory
  List<DynamicTest> fields() throws Exception {
    refused(PROFILE, "serial zero", forge().serial(0));
    refused(PROFILE, "negative serial", forge().serial(-5));
    refused(PROFILE, "serial too long", forge().serial(BigInteger.ONE.shiftLeft(159)));
    refused(PROFILE, "another subject", forge().subject("O=photon,OU=other,CN=x"));
    refused(PROFILE, "no basic constraints", forge().without(Extension.basicConstraints));
    refused(
        PROFILE,
        "basic constraints not critical",
        forge().with(Extension.basicConstraints, false, new BasicConstraints(false)));
    refused(
        PROFILE,
        "a leaf that is an authority",
        forge().with(Extension.basicConstraints, true, new BasicConstraints(true)));
    refused(PROFILE, "no key usage", forge().without(Extension.keyUsage));
    refused(
        PROFILE,
        "a leaf that signs",
        forge()
            .with(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)));
    refused(PROFILE, "no subject key id", forge().without(Extension.subjectKeyIdentifier));
    refused(
        PROFILE,
        "an unknown critical extension",
        forge().with(UNKNOWN, true, new DEROctetString(new byte[1])));
    refused(
        PROFILE,
        "a leaf with name constraints",
        forge().with(Extension.nameConstraints, true, Profile.nameConstraints(identity)));
    refused(USAGE, "no extended usage", forge().without(Extension.extendedKeyUsage));
    refused(USAGE, "a client with a server's usage", forge().usage(KeyPurposeId.id_kp_serverAuth));
    refused(
        USAGE,
        "more usage than its role",
        forge().usage(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth));
    refused(USAGE, "any usage", forge().usage(KeyPurposeId.anyExtendedKeyUsage));
    refused(
        USAGE,
        "usage for code",
        forge().usage(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_codeSigning));
    refused(WEAK_SIGNATURE, "SHA-1", forge().signature("SHA1withECDSA"));
    refused(
        SIZE, "a megabyte", forge().with(UNKNOWN, false, new DEROctetString(new byte[1 << 20])));
    refused(
        SIZE,
        "ten thousand names",
        forge().names(Collections.nCopies(10_000, dns("a.example")).toArray(new GeneralName[0])));
    return cases;
  }

  @TestFactory
  List<DynamicTest> keys() throws Exception {
    refused(WEAK_KEY, "RSA 1024", forge().key(key("RSA", 1024)));
    refused(WEAK_KEY, "RSA 2048", forge().key(key("RSA", 2048)));
    refused(WEAK_KEY, "DSA 2048", forge().key(key("DSA", 2048)));
    refused(WEAK_KEY, "P-192", forge().key(curve("secp192r1")));
    refused(WEAK_KEY, "secp256k1", forge().key(curve("secp256k1")));
    refused(WEAK_KEY, "a curve by its parameters", forge().key(explicitCurve()));
    refused(WEAK_KEY, "a point off the curve", forge().key(offCurve()));
    return cases;
  }

  @TestFactory
  List<DynamicTest> authorities() throws Exception {
    // An authority does not authenticate, whatever is in its certificate.
    Identity west = Identity.datacenterAuthority(network.name, "west");
    refused(AUTHORITY_AS_PEER, "an authority", Forge.of(west));
    refused(
        AUTHORITY_AS_PEER,
        "an authority's name in a leaf",
        Forge.of(west)
            .with(Extension.basicConstraints, true, new BasicConstraints(false))
            .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    X509Certificate root = network.root.credentials().root();
    cases.add(refused(AUTHORITY_AS_PEER, "the root", List.of(root)));

    below("constraints missing", CONSTRAINTS, Forge.of(west).without(Extension.nameConstraints));
    below(
        "constraints not critical",
        CONSTRAINTS,
        Forge.of(west).with(Extension.nameConstraints, false, Profile.nameConstraints(west)));
    below(
        "constraints of another",
        CONSTRAINTS,
        Forge.of(west)
            .with(
                Extension.nameConstraints,
                true,
                Profile.nameConstraints(Identity.datacenterAuthority(network.name, "east"))));
    below(
        "no path length",
        PROFILE,
        Forge.of(west).with(Extension.basicConstraints, true, new BasicConstraints(true)));
    below(
        "may also authenticate",
        PROFILE,
        Forge.of(west)
            .with(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature)));
    below("no extended usage", USAGE, Forge.of(west).without(Extension.extendedKeyUsage));
    below("any extended usage", USAGE, Forge.of(west).usage(KeyPurposeId.anyExtendedKeyUsage));
    below(
        "usage only of clients",
        Reason.USAGE_NOT_NESTED,
        Forge.of(west).usage(KeyPurposeId.id_kp_clientAuth));
    below("SHA-1", WEAK_SIGNATURE, Forge.of(west).signature("SHA1withECDSA"));
    return cases;
  }

  private Forge forge() {
    return Forge.of(identity);
  }

  /** A good agent below a forged authority. */
  private void below(String what, Reason reason, Forge authority) throws Exception {
    X509Certificate forged = authority.signedBy(network.root);
    X509Certificate agent =
        Forge.of(Identity.agent(network.name, "west")).signedBy(authority.signer(forged));
    cases.add(refused(reason, "authority: " + what, List.of(agent, forged)));
  }

  private void refused(Reason reason, String what, Forge forge) throws Exception {
    cases.add(refused(reason, what, List.of(forge.signedBy(network.root))));
  }

  private DynamicTest refused(Reason reason, String what, List<X509Certificate> chain) {
    return DynamicTest.dynamicTest(
        what + ": " + reason,
        () -> {
          CertificateRejectedException rejected =
              catchThrowableOfType(
                  CertificateRejectedException.class,
                  () -> network.verifier().verify(chain, Purpose.CLIENT, Optional.empty()));
          assertThat(rejected).isNotNull();
          assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
        });
  }

  private static GeneralName uri(String text) {
    return name(GeneralName.uniformResourceIdentifier, text);
  }

  private static GeneralName dns(String text) {
    return name(GeneralName.dNSName, text);
  }

  private static GeneralName name(int kind, String text) {
    return new GeneralName(kind, text);
  }

  private static SubjectPublicKeyInfo key(String algorithm, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return SubjectPublicKeyInfo.getInstance(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static SubjectPublicKeyInfo curve(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    generator.initialize(new ECGenParameterSpec(name));
    return SubjectPublicKeyInfo.getInstance(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static SubjectPublicKeyInfo explicitCurve() {
    byte[] point = own().getPublicKeyData().getBytes();
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(
            X9ObjectIdentifiers.id_ecPublicKey, SECNamedCurves.getByName("secp256r1")),
        point);
  }

  private static SubjectPublicKeyInfo offCurve() {
    byte[] point = own().getPublicKeyData().getBytes();
    point[point.length - 1] ^= 1;
    return new SubjectPublicKeyInfo(own().getAlgorithm(), point);
  }

  private static SubjectPublicKeyInfo own() {
    return SubjectPublicKeyInfo.getInstance(Keys.generate().getPublic().getEncoded());
  }
}
