package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreDirectoryTest {
  private final Network network = new Network();
  private final Path temporary;
  private final Path folder;

  KeyStoreDirectoryTest(@TempDir Path temporary) {
    this.temporary = temporary;
    this.folder = temporary.resolve("state").resolve("keys");
  }

  @Test
  void keepsCredentialsOfEveryRole() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    Stream<Credentials> all =
        Stream.concat(
            network.peers().stream(),
            Stream.of(network.root, network.west).map(CertificateAuthority::credentials));
    for (Credentials credentials : all.toList()) {
      keys.save("own", credentials);
      Credentials loaded = KeyStoreDirectory.open(folder).load("own").orElseThrow();
      assertThat(loaded.identity()).isEqualTo(credentials.identity());
      assertThat(loaded.chain()).isEqualTo(credentials.chain());
      assertThat(loaded.root()).isEqualTo(credentials.root());
      assertThat(loaded.privateKey()).isEqualTo(credentials.privateKey());
    }
    assertThat(keys.load("other")).isEmpty();
    keys.delete("own");
    assertThat(keys.load("own")).isEmpty();
  }

  @Test
  void onlyTheOwnerCanReadIt() throws IOException {
    KeyStoreDirectory.open(folder).save("own", network.account());
    assertThat(permissions(folder)).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("own.pem"))).isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("nothing is left over").containsExactly(folder.resolve("own.pem"));
    }
  }

  @Test
  void whatOthersCanReadIsRefused() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    keys.save("own", network.account());
    for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      permit(folder.resolve("own.pem"), permissions);
      assertThatExceptionOfType(UnsafeKeyStoreException.class)
          .isThrownBy(() -> keys.load("own"))
          .withMessageContaining("chmod 600");
    }
    permit(folder, "rwxr-x---");
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> KeyStoreDirectory.open(folder))
        .withMessageContaining("chmod 700");
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    keys.save("own", network.account());
    Files.createSymbolicLink(folder.resolve("link.pem"), folder.resolve("own.pem"));
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> keys.load("link"))
        .withMessageContaining("symbolic link");
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> KeyStoreDirectory.open(link))
        .withMessageContaining("symbolic link");
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> KeyStoreDirectory.open(file))
        .withMessageContaining("folder");
  }

  @Test
  void aSavedLinkIsReplacedNotWrittenThrough() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    Path elsewhere = Files.createFile(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("own.pem"), elsewhere);
    keys.save("own", network.account());
    assertThat(elsewhere).isEmptyFile();
    assertThat(keys.load("own")).isPresent();
  }

  @Test
  void brokenFilesAreOneClearErrorWithoutTheKey() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    Credentials account = network.account();
    keys.save("own", account);
    Path file = folder.resolve("own.pem");
    String good = Files.readString(file);
    String key = Pem.encode(account.privateKey());
    String foreign = Pem.encode(Keys.generate().getPrivate());
    for (String broken :
        List.of(
            "",
            "no pem",
            key,
            good.substring(0, good.length() / 2),
            good.replace(key, foreign),
            good.replace(key, ""),
            good.replace("PRIVATE KEY", "EC PRIVATE KEY"),
            good.replace('M', '!'),
            good + "x".repeat(Pem.MAX_SIZE))) {
      Files.writeString(file, broken);
      assertThatExceptionOfType(UnsafeKeyStoreException.class)
          .isThrownBy(() -> keys.load("own"))
          .withMessageStartingWith(file + ": ")
          .withMessageNotContaining(key.lines().toList().get(1));
    }
  }

  @Test
  void aNameCannotLeaveTheFolder() throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder);
    for (String name : List.of("", "..", "../own", "a/b", ".hidden", "A", "a\0", "a".repeat(129))) {
      assertThatIllegalArgumentException().isThrownBy(() -> keys.load(name));
      assertThatIllegalArgumentException().isThrownBy(() -> keys.save(name, network.account()));
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
