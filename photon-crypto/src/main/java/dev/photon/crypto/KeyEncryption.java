package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encrypts private keys with one passphrase as PKCS#8 does, in the way that other tools read: PBES2
 * with PBKDF2 of HMAC-SHA-256 and AES-256-CBC.
 *
 * <p>A key is derived from the passphrase once for each salt and remembered, for that is slow on
 * purpose; keys that are encrypted later take the salt of those before. Thread-safe.
 */
final class KeyEncryption implements AutoCloseable {
  /**
   * What the OWASP Password Storage Cheat Sheet asks of PBKDF2-HMAC-SHA256 (as of 2023, <a
   * href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">its
   * section on PBKDF2</a>).
   */
  static final int ITERATIONS = 600_000;

  /** What a file can make us do: some seconds. */
  private static final int MAX_ITERATIONS = 10_000_000;

  private static final int SALT_BYTES = 16;
  private static final int MIN_SALT_BYTES = 8;
  private static final int MAX_SALT_BYTES = 64;
  private static final int KEY_BITS = 256;
  private static final int BLOCK_BYTES = 16;
  private static final AlgorithmIdentifier HMAC_SHA256 =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

  private final Passphrase passphrase;
  private final int iterations;
  private final SecureRandom random = new SecureRandom();
  private final Map<PBKDF2Params, SecretKeySpec> derived = new HashMap<>();
  private Optional<PBKDF2Params> own = Optional.empty();
  private int derivations;

  /**
   * A key that was encrypted.
   *
   * @param key in the clear
   * @param asWritten whether it would be encrypted no weaker today
   */
  record Decrypted(PrivateKeyInfo key, boolean asWritten) {}

  KeyEncryption(Passphrase passphrase) {
    this(passphrase, ITERATIONS);
  }

  KeyEncryption(Passphrase passphrase, int iterations) {
    this.passphrase = passphrase;
    this.iterations = iterations;
  }

  Passphrase passphrase() {
    return passphrase;
  }

  /** How often a key was derived from the passphrase. */
  synchronized int derivations() {
    return derivations;
  }

  /** Encrypts a private key in PKCS#8. */
  synchronized byte[] encrypt(byte[] pkcs8) {
    PBKDF2Params parameters = own.orElseGet(this::fresh);
    own = Optional.of(parameters);
    byte[] start = bytes(BLOCK_BYTES);
    try {
      byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, derive(parameters), start).doFinal(pkcs8);
      var scheme =
          new PBES2Parameters(
              new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, parameters),
              new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(start)));
      return new EncryptedPrivateKeyInfo(
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, scheme), encrypted)
          .getEncoded(ASN1Encoding.DER);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java cannot encrypt a key", e);
    }
  }

  /**
   * Decrypts a private key.
   *
   * @return empty if it was encrypted with another passphrase
   * @throws CertificateRejectedException if it is encrypted in another way, or damaged
   */
  synchronized Optional<Decrypted> decrypt(byte[] encrypted) throws CertificateRejectedException {
    return StrictCertificate.reading(
        "the encrypted private key",
        () -> {
          EncryptedPrivateKeyInfo info = EncryptedPrivateKeyInfo.getInstance(encrypted);
          require(
              info.getEncryptionAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2));
          PBES2Parameters scheme =
              PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
          require(
              scheme.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2));
          require(
              scheme
                  .getEncryptionScheme()
                  .getAlgorithm()
                  .equals(NISTObjectIdentifiers.id_aes256_CBC));
          PBKDF2Params parameters =
              PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters());
          requireBounded(parameters);
          byte[] start =
              ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters()).getOctets();
          return decrypt(info.getEncryptedData(), parameters, start);
        });
  }

  private Optional<Decrypted> decrypt(byte[] data, PBKDF2Params parameters, byte[] start)
      throws GeneralSecurityException {
    byte[] pkcs8;
    try {
      pkcs8 = cipher(Cipher.DECRYPT_MODE, derive(parameters), start).doFinal(data);
    } catch (BadPaddingException e) {
      return Optional.empty();
    }
    Optional<PrivateKeyInfo> key = key(pkcs8);
    if (key.isEmpty()) {
      return Optional.empty();
    }
    boolean asWritten =
        parameters.getIterationCount().intValueExact() >= iterations
            && parameters.getSalt().length >= SALT_BYTES;
    if (asWritten && own.isEmpty()) {
      own = Optional.of(parameters);
    }
    return Optional.of(new Decrypted(key.get(), asWritten));
  }

  /** One in 256 wrong keys leaves a good padding; what is under it is no private key then. */
  private static Optional<PrivateKeyInfo> key(byte[] pkcs8) {
    try {
      return Optional.of(PrivateKeyInfo.getInstance(pkcs8));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static void requireBounded(PBKDF2Params parameters) throws CertificateRejectedException {
    require(parameters.getPrf().getAlgorithm().equals(PKCSObjectIdentifiers.id_hmacWithSHA256));
    BigInteger length = parameters.getKeyLength();
    require(length == null || length.equals(BigInteger.valueOf(KEY_BITS / 8)));
    int salt = parameters.getSalt().length;
    require(salt >= MIN_SALT_BYTES && salt <= MAX_SALT_BYTES);
    BigInteger count = parameters.getIterationCount();
    if (count.signum() <= 0 || count.compareTo(BigInteger.valueOf(MAX_ITERATIONS)) > 0) {
      throw new CertificateRejectedException(
          MALFORMED,
          "the private key is encrypted with more than " + MAX_ITERATIONS + " iterations, or none");
    }
  }

  private static void require(boolean known) throws CertificateRejectedException {
    if (!known) {
      throw new CertificateRejectedException(
          MALFORMED,
          "the private key is not encrypted with PBES2, PBKDF2-HMAC-SHA256 and AES-256-CBC");
    }
  }

  private SecretKeySpec derive(PBKDF2Params parameters) throws GeneralSecurityException {
    SecretKeySpec before = derived.get(parameters);
    if (before != null) {
      return before;
    }
    char[] characters = passphrase.characters();
    PBEKeySpec spec =
        new PBEKeySpec(
            characters,
            parameters.getSalt(),
            parameters.getIterationCount().intValueExact(),
            KEY_BITS);
    try {
      byte[] key =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      SecretKeySpec made = new SecretKeySpec(key, "AES");
      Arrays.fill(key, (byte) 0);
      derived.put(parameters, made);
      derivations++;
      return made;
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  private PBKDF2Params fresh() {
    return new PBKDF2Params(bytes(SALT_BYTES), iterations, HMAC_SHA256);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, SecretKeySpec key, byte[] start)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, key, new IvParameterSpec(start));
    return cipher;
  }

  /** Forgets the passphrase and what was derived from it. */
  @Override
  public synchronized void close() {
    passphrase.close();
    derived.clear();
  }
}
