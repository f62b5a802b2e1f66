package dev.photon.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Private keys as PKCS#8 encrypts them; with few iterations, where many keys are encrypted. */
class KeyEncryptionTest {
  private static final int FEW = 1000;
  private static final PrivateKey KEY = Keys.generate().getPrivate();
  private static final Credentials ROOT = new Network().root.credentials();
  private static final String SECRET = "correct horse battery staple";

  @Provide
  Arbitrary<String> passphrases() {
    Arbitrary<Character> text = Arbitraries.chars().ascii().filter(c -> !Character.isISOControl(c));
    return Arbitraries.strings()
        .withChars('\u00e4', '\u00df', '\u4e2d', '\u0416')
        .ofMaxLength(Passphrase.MAX_LENGTH - 1)
        .flatMap(rest -> text.map(c -> rest + c));
  }

  private static KeyEncryption with(String passphrase, int iterations) {
    return new KeyEncryption(Passphrase.of(passphrase.toCharArray()), iterations);
  }

  @Property(tries = 200)
  void whatIsEncryptedIsReadWithThatPassphraseAndNoOther(
      @ForAll("passphrases") String passphrase, @ForAll("passphrases") String other)
      throws Exception {
    byte[] encrypted = with(passphrase, FEW).encrypt(KEY.getEncoded());

    var read = with(passphrase, FEW).decrypt(encrypted).orElseThrow();
    assertThat(read.key().getEncoded()).isEqualTo(KEY.getEncoded());
    assertThat(read.asWritten()).isTrue();
    assertThat(with(other, FEW).decrypt(encrypted).isPresent()).isEqualTo(other.equals(passphrase));
  }

  /** Wrong keys leave a good padding once in 256 times: many are tried with one salt. */
  @Example
  void aWrongPassphraseNeverGivesAKey() throws Exception {
    KeyEncryption right = with(SECRET, 1);
    KeyEncryption wrong = with("another one", 1);
    for (int i = 0; i < 3000; i++) {
      assertThat(wrong.decrypt(right.encrypt(KEY.getEncoded()))).isEmpty();
    }
  }

  /** Encryption alone does not see each change; that the key fits its certificate does. */
  @Property(tries = 500)
  void aChangedOneIsRefusedOrStillTheKeyOfItsCertificate(@ForAll long seed) {
    byte[] bad = with(SECRET, FEW).encrypt(ROOT.privateKey().getEncoded());
    Random random = new Random(seed);
    bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
    if (random.nextInt(4) == 0) {
      bad = Arrays.copyOf(bad, random.nextInt(bad.length));
    }
    try {
      Pem.Kept kept = Pem.kept(Pem.encode(Pem.encodeEncrypted(bad), ROOT));
      Optional<KeyEncryption.Decrypted> read = with(SECRET, FEW).decrypt(kept.key().content());
      if (read.isPresent()) {
        PrivateKey key = kept.with(Pem.privateKey(read.get().key())).privateKey();
        assertThat(Keys.match(key, ROOT.leaf().getPublicKey())).isTrue();
      }
    } catch (CertificateRejectedException e) {
      assertThat(e.getMessage()).contains("private key");
    }
  }

  @Test
  void nothingIsDerivedForACountOfIterationsThatIsTooHigh() {
    for (BigInteger count :
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE.negate(),
            BigInteger.valueOf(10_000_001),
            BigInteger.valueOf(Integer.MAX_VALUE),
            BigInteger.ONE.shiftLeft(32).add(BigInteger.TEN),
            BigInteger.ONE.shiftLeft(500))) {
      KeyEncryption reader = with(SECRET, FEW);
      assertThatExceptionOfType(CertificateRejectedException.class)
          .isThrownBy(() -> reader.decrypt(counted(count)))
          .withMessageContaining("10000000 iterations");
      assertThat(reader.derivations()).isZero();
    }
  }

  private static byte[] counted(BigInteger count) throws Exception {
    var derivation =
        new DERSequence(
            new ASN1Encodable[] {
              new DEROctetString(new byte[16]),
              new ASN1Integer(count),
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256)
            });
    var scheme =
        new PBES2Parameters(
            new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
            new EncryptionScheme(
                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
    return new EncryptedPrivateKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, scheme), new byte[144])
        .getEncoded();
  }

  @Test
  void aPassphraseIsTurnedIntoAKeyOnceForManyKeys() throws Exception {
    KeyEncryption writer = with(SECRET, FEW);
    byte[] one = writer.encrypt(KEY.getEncoded());
    byte[] other = writer.encrypt(KEY.getEncoded());
    assertThat(writer.derivations()).isEqualTo(1);
    assertThat(one).isNotEqualTo(other);

    KeyEncryption reader = with(SECRET, FEW);
    assertThat(reader.decrypt(one)).isPresent();
    assertThat(reader.decrypt(other)).isPresent();
    assertThat(reader.decrypt(reader.encrypt(KEY.getEncoded()))).isPresent();
    assertThat(reader.derivations()).isEqualTo(1);
    assertThat(with(SECRET, FEW).encrypt(KEY.getEncoded())).as("another salt").isNotEqualTo(one);
  }

  @Test
  void opensslReadsIt(@TempDir Path folder) throws Exception {
    String text = "correct \"horse\" bättery 中";
    byte[] encrypted = with(text, KeyEncryption.ITERATIONS).encrypt(KEY.getEncoded());
    Path file = Files.writeString(folder.resolve("key.pem"), Pem.encodeEncrypted(encrypted));
    Path passphrase = Files.writeString(folder.resolve("passphrase"), text + "\n");
    Openssl openssl = new Openssl(folder);

    String in = file.toString();
    assertThat(openssl.run("pkey", "-in", in, "-passin", "file:" + passphrase))
        .isEqualTo(Pem.encode(KEY));
    assertThat(openssl.run("asn1parse", "-in", in))
        .contains("PBES2", "PBKDF2", "hmacWithSHA256", "aes-256-cbc", "INTEGER           :0927C0");
    Files.write(passphrase, "another one".getBytes(UTF_8));
    assertThat(openssl.run("pkey", "-in", in, "-passin", "file:" + passphrase))
        .doesNotContain("PRIVATE KEY");
  }

  @Test
  void whatOpensslWroteIsReadIfItIsOfThatKind(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), Pem.encode(KEY));
    Openssl openssl = new Openssl(folder);
    for (List<String> other :
        List.of(
            List.of("-v1", "PBE-SHA1-3DES"),
            List.of("-v2", "aes-128-cbc"),
            List.of("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"),
            List.of("-scrypt"))) {
      byte[] encrypted = openssl(openssl, file, other);
      assertThatExceptionOfType(CertificateRejectedException.class)
          .as(other.toString())
          .isThrownBy(() -> with(SECRET, FEW).decrypt(encrypted))
          .withMessageContaining("PBES2, PBKDF2-HMAC-SHA256 and AES-256-CBC");
    }
    byte[] few = openssl(openssl, file, List.of("-v2", "aes-256-cbc", "-iter", "2048"));
    var read = with(SECRET, KeyEncryption.ITERATIONS).decrypt(few).orElseThrow();
    assertThat(read.key().getEncoded()).isEqualTo(KEY.getEncoded());
    assertThat(read.asWritten()).as("too few iterations").isFalse();
  }

  private static byte[] openssl(Openssl openssl, Path file, List<String> kind) throws Exception {
    List<String> command = new ArrayList<>(List.of("pkcs8", "-topk8", "-in", file.toString()));
    command.addAll(List.of("-passout", "pass:" + SECRET));
    command.addAll(kind);
    String pem = openssl.run(command.toArray(String[]::new));
    assertThat(pem).contains("ENCRYPTED PRIVATE KEY");
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
  }

  @Test
  void itIsOfNoUseOnceItsPassphraseWasWiped() {
    KeyEncryption encryption = with(SECRET, FEW);
    encryption.encrypt(KEY.getEncoded());
    encryption.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> encryption.encrypt(KEY.getEncoded()))
        .withMessageContaining("wiped");
  }
}
