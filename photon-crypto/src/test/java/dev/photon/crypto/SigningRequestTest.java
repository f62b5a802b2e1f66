package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_PROVEN;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

class SigningRequestTest {
  private final byte[] nonce = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
  private final KeyPair key = Keys.generate();

  @Test
  void provesTheKeyOverTheNonce() throws Exception {
    byte[] sent = SigningRequest.create(key, nonce).encoded();
    assertThat(SigningRequest.parse(sent).verify(nonce)).isEqualTo(key.getPublic());
  }

  @Test
  void otherCurvesThanOursMayAskToo() throws Exception {
    Network network = new Network();
    Identity identity = Identity.account(network.name, "a1b2");
    for (KeyPair pair : List.of(key, curve("secp384r1"), edwards())) {
      byte[] sent = SigningRequest.create(pair, nonce).encoded();
      List<X509Certificate> chain =
          network.root.issue(SigningRequest.parse(sent).verify(nonce), identity);
      assertThat(network.verifier().accept(pair.getPrivate(), chain, identity).identity())
          .isEqualTo(identity);
    }
  }

  @Test
  void isGoodForItsNonceOnly() throws Exception {
    SigningRequest request = SigningRequest.create(key, nonce);
    byte[] other = nonce.clone();
    other[0] ^= 1;
    refused(NOT_PROVEN, () -> request.verify(other));
    refused(NOT_PROVEN, () -> request.verify(new byte[0]));
    refused(NOT_PROVEN, () -> SigningRequest.parse(builder(key).encoded()).verify(nonce));
  }

  @Test
  void isSignedWithTheKeyThatItIsFor() throws Exception {
    byte[] stolen = builder(key).challenge(nonce).signedBy(Keys.generate());
    refused(NOT_PROVEN, () -> SigningRequest.parse(stolen).verify(nonce));
    byte[] torn = SigningRequest.create(key, nonce).encoded();
    torn[torn.length - 1] ^= 1;
    refused(NOT_PROVEN, () -> SigningRequest.parse(torn).verify(nonce));
  }

  @Test
  void weakKeysAndSignaturesAreRefused() throws Exception {
    byte[] weak = SigningRequest.create(rsa(2048), nonce).encoded();
    refused(WEAK_KEY, () -> SigningRequest.parse(weak).verify(nonce));
    byte[] sha1 = builder(key).challenge(nonce).algorithm("SHA1withECDSA").encoded();
    refused(WEAK_SIGNATURE, () -> SigningRequest.parse(sha1).verify(nonce));
  }

  @Test
  void whatItAsksForBesideTheKeyIsIgnored() throws Exception {
    Builder greedy = builder(key).challenge(nonce);
    ExtensionsGenerator wishes = new ExtensionsGenerator();
    wishes.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    greedy.request.addAttribute(
        PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wishes.generate());
    Network network = new Network();
    List<X509Certificate> issued =
        network.root.issue(
            SigningRequest.parse(greedy.encoded()).verify(nonce),
            Identity.account(network.name, "a1b2"));
    assertThat(issued.get(0).getBasicConstraints()).isEqualTo(-1);
    assertThat(issued.get(0).getSubjectX500Principal().getName())
        .isEqualTo("CN=account/a1b2,OU=" + network.name + ",O=photon");
  }

  @Test
  void hasABoundAndAStrictForm() {
    refused(SIZE, () -> SigningRequest.parse(new byte[8193]));
    refused(MALFORMED, () -> SigningRequest.parse(new byte[0]));
    refused(MALFORMED, () -> SigningRequest.parse(new byte[8192]));
    byte[] sent = SigningRequest.create(key, nonce).encoded();
    refused(MALFORMED, () -> SigningRequest.parse(Arrays.copyOf(sent, sent.length + 1)));
    byte[] nested = new byte[8192];
    Arrays.fill(nested, (byte) 0x30);
    refused(MALFORMED, () -> SigningRequest.parse(nested));
    Arrays.fill(nested, (byte) 0x80);
    for (int i = 0; i < nested.length; i += 2) {
      nested[i] = 0x30; // sequences of indefinite length, four thousand deep
    }
    refused(MALFORMED, () -> SigningRequest.parse(nested));
    assertThatIllegalArgumentException().isThrownBy(() -> SigningRequest.create(key, new byte[15]));
  }

  private static KeyPair rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }

  private static KeyPair edwards() throws Exception {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private static Builder builder(KeyPair key) {
    return new Builder(key);
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    CertificateRejectedException rejected =
        catchThrowableOfType(CertificateRejectedException.class, call);
    assertThat(rejected).isNotNull();
    assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
  }

  /** A request as somebody else's tool would make it. */
  private static final class Builder {
    private final KeyPair key;
    private final JcaPKCS10CertificationRequestBuilder request;
    private String algorithm = "SHA256withECDSA";

    Builder(KeyPair key) {
      this.key = key;
      request =
          new JcaPKCS10CertificationRequestBuilder(
              new X500Name("CN=spiffe://somebody.else/registry"), key.getPublic());
    }

    Builder challenge(byte[] nonce) {
      request.addAttribute(
          PKCSObjectIdentifiers.pkcs_9_at_challengePassword,
          new DERUTF8String(Base64.getEncoder().encodeToString(nonce)));
      return this;
    }

    Builder algorithm(String name) {
      algorithm = name;
      return this;
    }

    byte[] encoded() throws Exception {
      return signedBy(key);
    }

    byte[] signedBy(KeyPair signer) throws Exception {
      return request
          .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
          .getEncoded();
    }
  }
}
