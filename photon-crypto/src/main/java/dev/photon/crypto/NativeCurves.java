package dev.photon.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/**
 * Signatures on elliptic curves by a native library, as constant in time as the JDK's and many
 * times faster, where one is on the class path and works on this machine. Loaded when an authority
 * first needs it, which no short command does; never registered with Java.
 */
final class NativeCurves {
  private static final String LIBRARY =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private NativeCurves() {}

  /** Loads when it is first asked, and once. */
  private static final class Loaded {
    static final Optional<Provider> PROVIDER = load(LIBRARY);
  }

  static Optional<Provider> provider() {
    return Loaded.PROVIDER;
  }

  /** What may sign or verify with this kind of key in place of the JDK. */
  static Optional<Provider> forKey(String algorithm) {
    return algorithm.equals("EC") ? provider() : Optional.empty();
  }

  /** Empty if there is no such class, or if it is made for another machine or does not work. */
  static Optional<Provider> load(String className) {
    try {
      Provider provider = (Provider) Class.forName(className).getField("INSTANCE").get(null);
      return works(provider) ? Optional.of(provider) : Optional.empty();
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | LinkageError
        | RuntimeException e) {
      return Optional.empty(); // the JDK can do it, too
    }
  }

  /** Whether it and the JDK accept each other's signatures, and not those of other bytes. */
  private static boolean works(Provider provider) throws GeneralSecurityException {
    KeyPair pair = Keys.generate();
    byte[] probe = "photon native curves".getBytes(StandardCharsets.US_ASCII);
    Signature own = Signature.getInstance("SHA256withECDSA", provider);
    Signature ofJdk = Signature.getInstance("SHA256withECDSA");
    byte[] byLibrary = sign(own, translated(provider, pair.getPrivate()), probe);
    byte[] byJdk = sign(ofJdk, pair.getPrivate(), probe);
    return verifies(ofJdk, pair.getPublic(), probe, byLibrary)
        && verifies(own, pair.getPublic(), probe, byJdk)
        && !verifies(own, pair.getPublic(), new byte[1], byJdk);
  }

  private static byte[] sign(Signature signature, PrivateKey key, byte[] text)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(text);
    return signature.sign();
  }

  private static boolean verifies(Signature signature, PublicKey key, byte[] text, byte[] signed)
      throws GeneralSecurityException {
    signature.initVerify(key);
    signature.update(text);
    return signature.verify(signed);
  }

  /** The key in the library's own form, so that it is not read anew for each signature. */
  static PrivateKey translated(Provider provider, PrivateKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC", provider)
        .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }
}
