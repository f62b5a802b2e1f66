package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

/** Signatures by the native library and without it, each checked by the other. */
class NativeCurvesTest {
  private final byte[] nonce = "sixteen bytes or more".getBytes(StandardCharsets.UTF_8);
  private final Optional<Provider> library = NativeCurves.provider();

  /** The one that the build brings is made for one kind of machine, and is taken away once. */
  private static boolean isHere() {
    return !System.getProperty("photon.native-library", "").equals("absent")
        && System.getProperty("os.name", "").equals("Linux")
        && List.of("amd64", "x86_64").contains(System.getProperty("os.arch", ""));
  }

  @Test
  void isFoundWhereItRunsAndNotRegistered() {
    assertThat(library.isPresent()).isEqualTo(isHere());
    assertThat(Security.getProviders())
        .extracting(provider -> provider.getName().toLowerCase(Locale.ROOT))
        .noneMatch(name -> name.contains("corretto"));
  }

  @Test
  void whatIsMissingOrDoesNotWorkIsPassedOver() {
    assertThat(NativeCurves.load("dev.photon.crypto.NoSuchLibrary")).isEmpty();
    assertThat(NativeCurves.load(Unloadable.class.getName())).isEmpty();
    assertThat(NativeCurves.load(Empty.class.getName())).isEmpty();
    assertThat(NativeCurves.load(Gullible.class.getName())).isEmpty();
  }

  @Test
  void certificatesAreTheSameWhoeverSigns() throws Exception {
    Network network = new Network();
    KeyPair key = Keys.generate();
    Identity identity = Identity.account(network.name, "a1b2");
    for (Optional<Provider> provider : List.of(library, Optional.<Provider>empty())) {
      X509Certificate signed =
          CertificateSigner.of(network.root.credentials(), provider, Network.RANDOM)
              .sign(
                  SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()),
                  identity,
                  Network.NOW,
                  Network.NOW.plusSeconds(60));
      assertThat(network.verifier().accept(key.getPrivate(), List.of(signed), identity).identity())
          .isEqualTo(identity);
    }
  }

  @Test
  void requestsAreCheckedAlikeWhoeverDoes() throws Exception {
    KeyPair key = Keys.generate();
    SigningRequest request = SigningRequest.create(key, nonce);
    byte[] forged = request.encoded();
    forged[forged.length - 1] ^= 1; // in the signature
    for (Optional<Provider> provider : List.of(library, Optional.<Provider>empty())) {
      assertThat(request.verify(nonce, provider)).isEqualTo(key.getPublic());
      CertificateRejectedException refused =
          catchThrowableOfType(
              CertificateRejectedException.class,
              () -> SigningRequest.parse(forged).verify(nonce, provider));
      assertThat(refused.reason()).isEqualTo(CertificateRejectedException.Reason.NOT_PROVEN);
    }
  }

  /** As a library for another machine may be. */
  static final class Unloadable {
    public static final Provider INSTANCE = broken();

    private Unloadable() {}

    private static Provider broken() {
      throw new UnsatisfiedLinkError("wrong ELF class");
    }
  }

  /** Knows no algorithm. */
  static final class Empty extends Provider {
    public static final Provider INSTANCE = new Empty();
    private static final long serialVersionUID = 1L;

    private Empty() {
      super("Empty", "1", "");
    }
  }

  /** Signs as the JDK does, and accepts everything. */
  static final class Gullible extends Provider {
    public static final Provider INSTANCE = new Gullible();
    private static final long serialVersionUID = 1L;

    private Gullible() {
      super("Gullible", "1", "");
      put("Signature.SHA256withECDSA", Yes.class.getName());
    }

    @Override
    public Service getService(String type, String algorithm) {
      return type.equals("Signature")
          ? super.getService(type, algorithm)
          : Security.getProvider("SunEC").getService(type, algorithm);
    }
  }

  /** The signatures of one who accepts everything. */
  public static final class Yes extends SignatureSpi {
    private final Signature signature = Signature.getInstance("SHA256withECDSA", "SunEC");

    public Yes() throws GeneralSecurityException {
      // As a provider makes it.
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      signature.initSign(key);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      signature.initVerify(key);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      signature.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      signature.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return signature.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signed) throws SignatureException {
      boolean unused = signature.verify(signed);
      return true;
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
