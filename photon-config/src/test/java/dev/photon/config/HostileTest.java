package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeException;
import dev.photon.config.include.IncludeException.Kind;
import dev.photon.config.include.IncludeResolver;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents made to cost time or memory: one clear error, soon. */
@Timeout(300) // seconds, in case one never ends
class HostileTest {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final String VERSION = "version: \"0.1\"\n";

  @Test
  void aHugeDocument() {
    refused("too-large", VERSION + "# a document of 20 MB\n".repeat(1_000_000));
  }

  @Test
  void aLongLine() {
    refused("line-too-long", VERSION + "x: \"" + "a".repeat(4 << 20) + "\"\n");
  }

  @Test
  void manyLinesAlmostTooLong() {
    String line = "- \"" + "a b".repeat(21_000) + "\"\n";
    refused("wrong-type", VERSION + "services:\n" + line.repeat(16));
  }

  @Test
  void oneTextOfManyLines() {
    refused("wrong-type", VERSION + "services: \"" + "abcdefgh\n  ".repeat(90_000) + "\"\n");
  }

  @Test
  void deepNesting() {
    refused("too-deep", VERSION + "x: " + "[".repeat(60_000) + "\n" + "[".repeat(40_000) + "\n");
    refused("too-deep", VERSION + block(200));
  }

  private static String block(int levels) {
    return IntStream.range(0, levels)
        .mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining());
  }

  @Test
  void doublingAliases() {
    StringBuilder bomb = new StringBuilder(VERSION).append("a0: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    refused("too-many-values", bomb.toString());
  }

  @Test
  void aLongSecretNamedOften() {
    String text = VERSION + "x-s: &s \"" + "a\n ".repeat(50_000) + "\"\n";
    refused("unknown-key", text + "url: *s\n" + "y: [" + "{url: *s}, ".repeat(5_000) + "]\n");
  }

  @Test
  void aLongTextNamedOften() {
    String text = "x-a: &a \"" + ("a".repeat(60_000) + "\n  ").repeat(2) + "\"\n";
    String often = ("*a ,".repeat(20) + "\n    ").repeat(10_000);
    refused("too-large", VERSION + text + "services:\n  web:\n    args: [" + often + "]\n");
  }

  @Test
  void aLongKeyNamedOften() {
    String map = "x-a: &a\n  ? " + "a".repeat(60_000) + "\n  : {}\n";
    String often =
        IntStream.range(0, 60_000)
            .mapToObj(i -> "    d%d: {profiles: *a }\n".formatted(i))
            .collect(Collectors.joining());
    refused("too-large", VERSION + map + "deployment:\n  datacenters:\n" + often);
  }

  @Test
  void onePortExposedOften() {
    String often =
        IntStream.range(0, 24_000)
            .mapToObj(i -> "      - {port: 1, to: [{service: a%x}]}\n".formatted(i))
            .collect(Collectors.joining());
    refused("unknown-service", VERSION + "services:\n  web:\n    expose:\n" + often);
  }

  @Test
  void manySecretsAndManyProblemsInOneLine() {
    String keys =
        IntStream.range(0, 1_100).mapToObj("q%d: 1, "::formatted).collect(Collectors.joining());
    String env =
        IntStream.range(0, 5_000).mapToObj("a%x: b,"::formatted).collect(Collectors.joining());
    refused("unknown-key", VERSION + "services: {a: {" + keys + "env: {" + env + "}}}\n");
  }

  @Test
  void manyUnknownAliasesAmongManyAnchors() {
    String anchors =
        IntStream.range(0, 40_000).mapToObj("- &a%x b\n"::formatted).collect(Collectors.joining());
    refused("unknown-alias", VERSION + "x-a:\n" + anchors + "x-b:\n" + "- *b\n".repeat(60_000));
  }

  @Test
  void manyDashesAboveAMistake() {
    refused("control-character", VERSION + "- ".repeat(32_000) + "a\n          \u0001\n");
  }

  @Test
  void filesThatCannotBeHadAreNotAskedForOften() {
    AtomicInteger asked = new AtomicInteger();
    IncludeResolver nowhere =
        address -> {
          asked.incrementAndGet();
          throw new IncludeException(Kind.TIMED_OUT, "it does not answer");
        };
    String files =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "  - https://a.example/%d\n".formatted(i % 1_000))
            .collect(Collectors.joining());
    Loaded<DeploymentConfig> loaded =
        ConfigLoader.standard()
            .withResolver(nowhere)
            .load("a.yml", VERSION + "include:\n" + files, new Local(Path.of("a.yml")));
    assertThat(asked).hasValue(IncludeGraph.MAX_FILES);
    assertThat(loaded.diagnostics())
        .extracting(Diagnostic::code)
        .contains("include-timeout", "include-too-many");
  }

  @Test
  void moreProblemsThanAnyoneReads() {
    String text =
        VERSION
            + IntStream.range(0, 20_000)
                .mapToObj(i -> "k%05d%s: x\n".formatted(i, "abcdefgh".repeat(6)))
                .collect(Collectors.joining());
    Loaded<DeploymentConfig> loaded = load(text);
    assertThat(loaded.diagnostics())
        .filteredOn(d -> d.severity() == Diagnostic.Severity.ERROR)
        .hasSize(Problems.MOST + 1)
        .first()
        .satisfies(d -> assertThat(d.code()).isEqualTo("too-many-problems"));
  }

  @Test
  void manyWarningsAreStillNoError() {
    String text =
        VERSION
            + "services:\n"
            + IntStream.range(0, 3_000)
                .mapToObj(i -> "  s%d: {image: a}\n".formatted(i))
                .collect(Collectors.joining());
    Loaded<DeploymentConfig> loaded = load(text);
    assertThat(loaded.value().orElseThrow().services()).hasSize(3_000);
    assertThat(loaded.diagnostics()).hasSize(Problems.MOST + 1);
  }

  @Test
  void manyUnknownNamesAmongManySimilarOnes() {
    String name = "a".repeat(50);
    String services =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "  %s%06d: {image: a}\n".formatted(name, i))
            .collect(Collectors.joining());
    String needs =
        IntStream.range(0, 4_000)
            .mapToObj(i -> "%s%06d".formatted(name, i + 500_000))
            .collect(Collectors.joining(",\n   "));
    refused(
        "unknown-service",
        VERSION + "services:\n" + services + "  b: {image: b, depends-on: [" + needs + "]}\n");
  }

  @Test
  void aLongChainThatClosesOften() {
    int length = 5_000;
    String chain =
        IntStream.range(0, length)
            .mapToObj(
                i -> "  s%d: {image: a, depends-on: [s%d, s0]}\n".formatted(i, (i + 1) % length))
            .collect(Collectors.joining());
    refused("depends-on-cycle", VERSION + "services:\n" + chain);
  }

  @Test
  void tooManyFilesAndLevels(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 300; i++) {
      Files.writeString(folder.resolve("wide" + i + ".yml"), VERSION);
      Files.writeString(
          folder.resolve("deep" + i + ".yml"),
          VERSION + "include: [deep%d.yml]\n".formatted(i + 1));
    }
    String wide =
        IntStream.range(0, 300)
            .mapToObj(i -> "wide%d.yml".formatted(i))
            .collect(Collectors.joining(", "));
    Path top = folder.resolve("photon.yml");
    Files.writeString(top, VERSION + "include: [" + wide + "]\n");
    assertThat(ConfigLoader.standard().load(top).diagnostics())
        .filteredOn(d -> d.code().equals("include-too-many"))
        .hasSize(300 - IncludeGraph.MAX_FILES + 1);

    assertThat(ConfigLoader.standard().load(folder.resolve("deep0.yml")).diagnostics())
        .filteredOn(d -> d.code().equals("include-too-deep"))
        .singleElement()
        .satisfies(d -> assertThat(d.origin().source()).endsWith("deep15.yml"));
  }

  private static void refused(String code, String text) {
    assertThat(load(text).diagnostics()).extracting(Diagnostic::code).contains(code);
  }

  private static Loaded<DeploymentConfig> load(String text) {
    long begin = CPU.getCurrentThreadCpuTime();
    Loaded<DeploymentConfig> loaded = ConfigLoader.standard().load("hostile", text);
    // Of the processor: what others do on the machine meanwhile is not the loader's fault.
    assertThat(Duration.ofNanos(CPU.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofSeconds(10));
    return loaded;
  }
}
