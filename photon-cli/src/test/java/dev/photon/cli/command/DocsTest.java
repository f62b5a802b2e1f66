package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ConfigLoader;
import dev.photon.config.Region;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is so. */
class DocsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern FILE = Pattern.compile("```yaml\n(version: .*?)```", Pattern.DOTALL);

  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void theFileForUsersIsValid(@TempDir Path folder) throws Exception {
    var shown = FILE.matcher(Files.readString(DOCS.resolve("deployment-file.md")));
    assertThat(shown.find()).isTrue();
    Path file = Files.writeString(folder.resolve("photon.yml"), shown.group(1));
    Files.writeString(folder.resolve("base.yml"), "version: \"0.1\"\n");
    assertThat(ConfigLoader.standard().load(file).diagnostics()).isEmpty();
  }

  /** Each piece of Java stands in a test that is compiled and run. */
  @Test
  void theProgramsForEmbeddersRun() throws Exception {
    Path test =
        Path.of("..", "photon-config/src/test/java/dev/photon/config/example/EmbeddingTest.java");
    String run = Files.readString(test).replaceAll("\\s+", "");
    var shown = JAVA.matcher(Files.readString(DOCS.resolve("embedding.md")));
    int pieces = 0;
    while (shown.find()) {
      pieces++;
      assertThat(run).contains(shown.group(1).replaceAll("\\s+", ""));
    }
    assertThat(pieces).isGreaterThan(3);
  }

  @Test
  void theDrawingInTheReadmeIsWhatIsDrawn() throws Exception {
    Ran drawn = Ran.run("graph", "-f", "../samples/hello/photon.yml", "--format", "mermaid");
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(readme).contains("```mermaid\n" + drawn.out() + "```\n");
  }

  @Test
  void allRegionsAndCommandsAreNamed() throws Exception {
    String file = Files.readString(DOCS.resolve("deployment-file.md"));
    assertThat(Arrays.stream(Region.values()).map(r -> "`" + r.text() + "`"))
        .allSatisfy(region -> assertThat(file).contains(region));
    String users = Files.readString(DOCS.resolve("users.md"));
    String operators = Files.readString(DOCS.resolve("operators.md"));
    assertThat(Overview.ALL)
        .allSatisfy(entry -> assertThat(users + operators).contains("photon " + entry.name()));
  }
}
