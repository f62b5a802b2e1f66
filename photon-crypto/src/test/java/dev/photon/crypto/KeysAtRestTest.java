package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk of the keys of authorities. */
class KeysAtRestTest {
  private static final int FEW = 1000;
  private static final String SECRET = "correct horse battery staple";
  private static final String OTHER = "another horse battery staple";

  private final Network network = new Network();
  private final Credentials authority = network.west.credentials();
  private final Path folder;

  KeysAtRestTest(@TempDir Path temporary) {
    this.folder = temporary.resolve("keys");
  }

  private static Passphrase passphrase(String text) {
    return Passphrase.of(text.toCharArray());
  }

  /** With few iterations, since a key is derived often here. */
  private static KeyEncryption encryption(String text) {
    return new KeyEncryption(passphrase(text), FEW);
  }

  private static KeyProtection with(String text) {
    return new KeyProtection(List.of(encryption(text)));
  }

  private KeyStoreDirectory open(KeyProtection protection) throws IOException {
    return KeyStoreDirectory.open(folder, protection);
  }

  private Path kept(String name) {
    return folder.resolve(name + ".pem");
  }

  /** Whatever lies anywhere in the folder. */
  private List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(KeysAtRestTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void refused(String why, ThrowingCallable call) {
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(call)
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(why)
        .withMessageNotContainingAny(SECRET, OTHER);
  }

  @Test
  void theKeyOfAnAuthorityIsNeverThereInTheClear() throws IOException {
    KeyProtection protection = with(SECRET);
    List<CertificateAuthority> authorities = List.of(network.root, network.west, network.shop);
    for (CertificateAuthority each : authorities) {
      String role = each.identity().role().name().toLowerCase(Locale.ROOT);
      KeyStoreDirectory keys = open(protection).within(role);
      keys.save("authority", each.credentials());
      assertThat(keys.load("authority").orElseThrow().privateKey())
          .isEqualTo(each.credentials().privateKey());
    }
    assertThat(all())
        .hasSize(3)
        .allSatisfy(
            text ->
                assertThat(text)
                    .contains("-----BEGIN ENCRYPTED PRIVATE KEY-----")
                    .doesNotContain("-----BEGIN PRIVATE KEY-----"));
    for (CertificateAuthority each : authorities) {
      String key = Pem.encode(each.credentials().privateKey()).lines().toList().get(1);
      assertThat(all()).noneMatch(text -> text.contains(key));
    }
    assertThat(protection.derivations()).as("slow on purpose, and done once").isEqualTo(1);

    KeyProtection later = with(SECRET);
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.toList()) {
        var keys = open(later).within(each.getFileName().toString());
        assertThat(keys.load("authority")).isPresent();
        keys.save("authority", keys.load("authority").orElseThrow());
      }
    }
    assertThat(later.derivations()).as("at the next start, too").isEqualTo(1);
  }

  @Test
  void whoOnlyAuthenticatesIsRenewedUnattendedAndInTheClear() throws IOException {
    KeyStoreDirectory keys = open(with(SECRET));
    for (Credentials peer : network.peers()) {
      keys.save("own", peer);
      assertThat(Files.readString(kept("own"))).startsWith("-----BEGIN PRIVATE KEY-----");
      assertThat(keys.load("own")).isPresent();
    }
  }

  @Test
  void anEncryptedKeyNeedsItsPassphrase() throws IOException {
    open(with(SECRET)).save("authority", authority);
    String before = Files.readString(kept("authority"));
    refused(
        "authority.pem: its key is encrypted; give the passphrase",
        () -> open(KeyProtection.PLAIN).load("authority"));
    refused(
        "authority.pem: its key is not encrypted with this passphrase, or is damaged",
        () -> open(with(OTHER)).load("authority"));
    String last = key(before).lines().toList().get(4);
    Files.writeString(kept("authority"), before.replace(last, "A".repeat(8) + last.substring(8)));
    refused("key", () -> open(with(SECRET)).load("authority"));
  }

  @Test
  void aKeyThatDoesNotFitItsCertificateIsFoundUnderItsEncryption() throws IOException {
    open(with(SECRET)).save("authority", authority);
    open(with(SECRET)).save("other", network.shop.credentials());
    Files.writeString(
        kept("authority"),
        key(Files.readString(kept("other")))
            + Files.readString(kept("authority")).replace(key(text(kept("authority"))), ""));
    refused(
        "the private key is not the one of the certificate",
        () -> open(with(SECRET)).load("authority"));
  }

  private static String key(String pem) {
    return pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE"));
  }

  @Test
  void aKeyInTheClearIsEncryptedWhenItIsRead() throws IOException {
    open(KeyProtection.PLAIN).save("authority", authority);
    Files.copy(kept("authority"), folder.resolve(".authority.0.tmp")); // a save that was killed
    assertThat(open(with(SECRET)).load("authority")).isPresent();
    assertThat(all())
        .singleElement()
        .satisfies(text -> assertThat(text).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    assertThat(open(with(SECRET)).load("authority").orElseThrow().privateKey())
        .isEqualTo(authority.privateKey());
  }

  @Test
  void theOldPassphraseIsReplacedByTheNewOne() throws IOException {
    open(with(SECRET)).save("authority", authority);
    String before = Files.readString(kept("authority"));
    KeyProtection both = new KeyProtection(List.of(encryption(OTHER), encryption(SECRET)));
    assertThat(open(both).load("authority")).isPresent();
    String after = Files.readString(kept("authority"));
    assertThat(key(after)).isNotEqualTo(key(before));
    assertThat(open(both).load("authority")).as("once more").isPresent();
    assertThat(Files.readString(kept("authority"))).isEqualTo(after);
    assertThat(open(with(OTHER)).load("authority").orElseThrow().privateKey())
        .isEqualTo(authority.privateKey());
    refused("not encrypted with this passphrase", () -> open(with(SECRET)).load("authority"));
  }

  @Test
  void whatIsEncryptedMoreWeaklyIsEncryptedAnew() throws IOException {
    open(with(SECRET)).save("authority", authority);
    String weak = Files.readString(kept("authority"));
    assertThat(open(KeyProtection.with(passphrase(SECRET))).load("authority")).isPresent();
    String strong = Files.readString(kept("authority"));
    assertThat(strong).isNotEqualTo(weak);
    assertThat(open(KeyProtection.with(passphrase(SECRET))).load("authority")).isPresent();
    assertThat(Files.readString(kept("authority"))).isEqualTo(strong);
  }

  @Test
  void aShortPassphraseIsRefusedForNewKeysOnly() throws IOException {
    String tooShort = "x".repeat(11);
    refused("at least 12 characters", () -> open(with(tooShort)));
    byte[] encrypted = encryption(tooShort).encrypt(authority.privateKey().getEncoded());
    open(with(SECRET)).save("authority", authority);
    Files.writeString(kept("authority"), Pem.encode(Pem.encodeEncrypted(encrypted), authority));
    assertThat(open(with(tooShort)).load("authority")).isPresent();
    refused("at least 12 characters", () -> open(with(tooShort)).save("authority", authority));
    assertThat(open(with("x".repeat(12)))).isNotNull();
  }

  @Test
  void whatIsSomebodyElsesIsRefused() throws IOException {
    open(KeyProtection.PLAIN).save("authority", authority);
    var stranger =
        new OwnerOnly(
            Optional.of(
                FileSystems.getDefault()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName("4242424")));
    refused("it belongs to ", () -> KeyStoreDirectory.open(folder, KeyProtection.PLAIN, stranger));
    refused("run: chown 4242424", () -> stranger.read(kept("authority"), Pem.MAX_SIZE));
    var unknown = new OwnerOnly(Optional.empty());
    assertThat(KeyStoreDirectory.open(folder, KeyProtection.PLAIN, unknown).load("authority"))
        .isPresent();
    assertThat(OwnerOnly.CURRENT.self()).as("this process is somebody").isPresent();
  }

  @Test
  void aFolderIsNewUntilSomethingIsKeptInIt() throws IOException {
    assertThat(KeyStoreDirectory.isNew(folder)).isTrue();
    KeyStoreDirectory keys = open(with(SECRET));
    assertThat(KeyStoreDirectory.isNew(folder)).isTrue();
    keys.within("one").save("authority", authority);
    assertThat(KeyStoreDirectory.isNew(folder)).isFalse();
    keys.deleteWithin("one");
    assertThat(KeyStoreDirectory.isNew(folder)).isTrue();
  }
}
