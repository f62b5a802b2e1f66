package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreadableTest {
  @TempDir Path folder;

  private final ConfigLoader loader = ConfigLoader.standard();

  @Test
  void aMissingFile() {
    refused(folder.resolve("photon.yml"), "photon.yml does not exist");
  }

  @Test
  void aFolder() {
    refused(folder, "is a folder; name a deployment file in it");
  }

  @Test
  void aPathThroughAFile() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "");
    refused(file.resolve("photon.yml"), "photon.yml");
  }

  @Test
  void aBinaryFile() throws Exception {
    Path file = Files.write(folder.resolve("a.out"), new byte[] {0x7f, 'E', 'L', 'F', 0, 0});
    refused(file, "is a binary file, not a deployment file");
  }

  @Test
  void anotherEncoding() throws Exception {
    Path latin = Files.write(folder.resolve("latin.yml"), new byte[] {'a', (byte) 0xe9, 'b'});
    refused(latin, "is not UTF-8 text; save it as UTF-8");
    Path wide = folder.resolve("wide.yml");
    Files.writeString(wide, "version: \"0.1\"\n", StandardCharsets.UTF_16);
    refused(wide, "is UTF-16 text; save it as UTF-8");
  }

  @Test
  void aFileThatIsTooLarge() throws Exception {
    Path file = Files.writeString(folder.resolve("large.yml"), "# a\n".repeat(300_000));
    refused(file, "is larger than 1 MiB, which no deployment file may be");
  }

  @Test
  void aDevice() {
    refused(Path.of("/dev/zero"), "is not an ordinary file");
  }

  @Test
  void anEmptyFileIsReadButInvalid() throws Exception {
    Path file = Files.writeString(folder.resolve("photon.yml"), "");
    assertThat(loader.load(file).diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.code()).isEqualTo("empty-file"));
  }

  @Test
  void aByteOrderMarkIsSkipped() throws Exception {
    Path file = Files.writeString(folder.resolve("photon.yml"), "\ufeffversion: \"0.1\"\n");
    assertThat(loader.load(file).hasErrors()).isFalse();
  }

  @Test
  void theDefaultFile() throws Exception {
    assertThatThrownBy(() -> loader.defaultFile(folder))
        .isInstanceOf(UnreadableConfigException.class)
        .hasMessageContaining("there is no photon.yml in ");
    Path longer = Files.writeString(folder.resolve("photon.yaml"), "");
    assertThat(loader.defaultFile(folder)).isEqualTo(longer);
    Path shorter = Files.writeString(folder.resolve("photon.yml"), "");
    assertThatThrownBy(() -> loader.defaultFile(folder))
        .isInstanceOf(UnreadableConfigException.class)
        .hasMessageContaining("both photon.yml and photon.yaml");
    Files.delete(longer);
    assertThat(loader.defaultFile(folder)).isEqualTo(shorter);
  }

  private void refused(Path file, String because) {
    assertThatThrownBy(() -> loader.load(file))
        .isInstanceOf(UnreadableConfigException.class)
        .hasMessageContaining(because)
        .message()
        .doesNotContain("\n", "Exception");
  }
}
