package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.core.usage.Ledger;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is so. */
class DocsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern FILE = Pattern.compile("```yaml\n(version: .*?)```", Pattern.DOTALL);

  private static final Pattern HASHED =
      Pattern.compile("<!-- hashed by DocsTest -->\n```\n(.*?)```", Pattern.DOTALL);

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

  /** The text that stands there is that of an entry, and is hashed to what stands below it. */
  @Test
  void theHashOfAnEntryIsWhatUsersCompute() throws Exception {
    Charge charge =
        new Charge(new ProfileName("small"), new Price(120_000), 60_000, 59_400, 59_400);
    Instant from = Instant.ofEpochSecond(1_795_600_800);
    String hash =
        Ledger.hash(
            new UsageEntry(
                new AccountId("ada-5b2c9e01"),
                new AccountId("bob-77d0c4f2"),
                new LeaseId(new DeploymentId("shop-3f9a01bc"), 7),
                new DatacenterId("west-00aa11bb"),
                new DatacenterName("westcoast"),
                1,
                from,
                from.plusSeconds(60),
                List.of(charge),
                1_980,
                false,
                UsageEntry.NONE,
                UsageEntry.NONE));
    String users = Files.readString(DOCS.resolve("users.md"));
    var shown = HASHED.matcher(users);
    assertThat(shown.find()).isTrue();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] computed = digest.digest(shown.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(computed)).isEqualTo(hash);
    assertThat(users).contains("and its hash `" + hash + "`");
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
