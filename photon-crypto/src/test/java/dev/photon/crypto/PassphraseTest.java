package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {
  private static final String SECRET = "correct horse";

  private final Path file;

  PassphraseTest(@TempDir Path folder) {
    this.file = folder.resolve("passphrase");
  }

  private Path file(String text, String permissions) throws Exception {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static Passphrase of(String text) {
    return Passphrase.of(text.toCharArray());
  }

  @Test
  void isOneLineOfTextWithinBounds() {
    assertThat(of("x").sameAs(of("x"))).isTrue();
    assertThat(of("x").sameAs(of("y"))).isFalse();
    assertThat(of("ä".repeat(Passphrase.MAX_LENGTH))).isNotNull();
    Map.of(
            "",
            "empty",
            "x".repeat(Passphrase.MAX_LENGTH + 1),
            "more than 1024",
            SECRET + "\n",
            "control character",
            SECRET + "\0",
            "control character",
            SECRET + "\ud83d",
            "control character",
            SECRET + "\ufffd",
            "UTF-8 locale")
        .forEach(
            (text, why) ->
                assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(text))
                    .withMessageContaining(why)
                    .withMessageNotContaining("horse"));
  }

  @Test
  void isNeverPrintedAndCanBeWiped() {
    Passphrase passphrase = of(SECRET);
    assertThat(passphrase).hasToString("***");
    assertThat(KeyProtection.with(passphrase)).asString().doesNotContain("horse");
    passphrase.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(passphrase::characters)
        .withMessageContaining("wiped");
  }

  @Test
  void aFileHoldsItAsItsOneLine() throws Exception {
    for (String text : new String[] {SECRET, SECRET + "\n"}) {
      assertThat(Passphrase.read(file(text, "rw-------")).sameAs(of(SECRET))).isTrue();
      assertThat(Passphrase.read(file(text, "r--------")).sameAs(of(SECRET))).isTrue();
    }
    Files.writeString(file, " p\u00e4ss word ");
    assertThat(Passphrase.read(file).sameAs(of(" p\u00e4ss word "))).isTrue();
  }

  @Test
  void anyOtherFileIsOneClearErrorWithoutItsText() throws Exception {
    Map.of(
            "",
            "empty",
            "\n",
            "empty",
            SECRET + "\r\n",
            "control character",
            SECRET + "\nhorse\n",
            "control character",
            SECRET + "\u00e9",
            "not UTF-8",
            "horse".repeat(300),
            "more than 1024",
            "horse".repeat(1000),
            "4097 bytes")
        .forEach(
            (text, why) ->
                assertThatExceptionOfType(UnsafeKeyStoreException.class)
                    .isThrownBy(() -> Passphrase.read(file(text, "rw-------")))
                    .withMessageStartingWith(file + ": ")
                    .withMessageContaining(why)
                    .withMessageNotContaining("horse"));
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> Passphrase.read(file(SECRET, "rw-r-----")))
        .withMessageContaining("chmod 600 " + file);
    file(SECRET, "rw-------");
    Path link = Files.createSymbolicLink(file.resolveSibling("link"), file);
    assertThatExceptionOfType(UnsafeKeyStoreException.class)
        .isThrownBy(() -> Passphrase.read(link))
        .withMessageContaining("symbolic link");
  }
}
