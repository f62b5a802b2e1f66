package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphTest {
  private static final String FILES = "src/test/resources/dev/photon/cli/command/files/";
  private static final String HELLO = "../samples/hello/photon.yml";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"svg", "mermaid", "dot"})
  void filesAreDrawn(String format) {
    Golden.assertSame(
        "graph-hello-" + format, Ran.run("graph", "-f", HELLO, "--format", format).text());
    Golden.assertSame(
        "graph-shop-" + format,
        Ran.run("graph", "-f", FILES + "shop.yml", "--format", format).out());
  }

  @Test
  void aPictureIsTheDefaultAndCanGoToAFile() throws Exception {
    Path file = folder.resolve("hello.svg");
    Files.writeString(file, "an older one");
    Ran typed = Ran.run("graph", "-f", HELLO, "--to", file.toString());

    assertThat(typed.text()).isEqualTo("wrote " + file + "\n--- status 0\n");
    assertThat(file).hasContent(Ran.run("graph", "-f", HELLO).out());
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aFolderThatIsNotThereIsTold() {
    Ran typed = Ran.run("graph", "-f", HELLO, "--to", folder.resolve("no/x.svg").toString());

    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.err()).startsWith("photon: cannot write '").doesNotContain("Exception");
  }

  @Test
  void anUnknownFormatIsTold() {
    Golden.assertSame("graph-unknown", Ran.run("graph", "--format", "png").text());
  }

  @Test
  void tooMuchForAPictureIsForGraphviz() throws Exception {
    StringBuilder text = new StringBuilder("version: \"0.1\"\nservices:\n");
    for (int i = 0; i <= 400; i++) {
      text.append("  s").append(i).append(": {image: a}\n");
    }
    String file = Files.writeString(folder.resolve("photon.yml"), text).toString();
    Ran typed = Ran.run("graph", "-f", file);

    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains("too many services", "--format dot");
    assertThat(Ran.run("graph", "-f", file, "--format", "dot").status()).isZero();
  }
}
