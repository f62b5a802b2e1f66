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
  void aFileThatIsTooLarge() throws Exception {
    Path file = Files.writeString(folder.resolve("large.yml"), "# a\n".repeat(300_000));
    refused(file, "is larger than 1 MiB, which no file may be");
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
  void bytesThatAreNoTextAreToldWithTheirPlace() throws Exception {
    told("binary-file", "bytes.yml:1:1", new byte[] {0x7f, 'E', 'L', 'F', 0, 0});
    told("not-utf8", "bytes.yml:2:2", new byte[] {'a', '\n', 'b', (byte) 0xe9, 'c'});
    told("not-utf8", "bytes.yml:1:4", new byte[] {'a', 'b', 'c', (byte) 0xe2, (byte) 0x82});
    told("not-utf8", "bytes.yml:1:1", "version: \"0.1\"".getBytes(StandardCharsets.UTF_16));
  }

  private void told(String code, String place, byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("bytes.yml"), bytes);
    assertThat(loader.load(file).diagnostics())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.code()).isEqualTo(code);
              assertThat(d.origin().toString()).endsWith(place);
            });
  }

  private void refused(Path file, String because) {
    assertThatThrownBy(() -> loader.load(file))
        .isInstanceOf(UnreadableConfigException.class)
        .hasMessageContaining(because)
        .message()
        .doesNotContain("\n", "Exception");
  }
}
