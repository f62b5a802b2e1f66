package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code case.yml} of two folders gives exactly its {@code case.txt}: in {@code diagnostics}
 * what is reported, in {@code valid} what is reported and then the canonical print. Run with {@code
 * -Dgolden.write=true} to write the texts anew, and read what changed before committing it.
 */
class GoldenTest {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private static final ConfigLoader LOADER =
      ConfigLoader.standard()
          .withResolver(new RemoteFolder(RESOURCES.resolve("remote")))
          .withVariables(
              new Variables(
                  Map.of("GIVEN", "given", "AREA", "us-west", "COUNT", "3"),
                  Map.of("FROM_FILE", "from the file", "COUNT", "4"),
                  Map.of("TOKEN", "hunter2", "EMPTY", "", "BAD_REGION", "us-wset", "AREA", "x")));

  static List<Path> invalid() throws IOException {
    return cases("diagnostics");
  }

  static List<Path> valid() throws IOException {
    return cases("valid");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void reports(Path file) throws Exception {
    Loaded<DeploymentConfig> loaded = LOADER.load(file);

    assertThat(loaded.hasErrors()).isTrue();
    compare(file, text(file, loaded));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void accepts(Path file) throws Exception {
    Loaded<DeploymentConfig> loaded = LOADER.load(file);

    compare(file, text(file, loaded));
    String printed = ConfigPrinter.print(loaded.value().orElseThrow());
    Loaded<DeploymentConfig> again = ConfigLoader.standard().load("print", printed);
    assertThat(again.value()).isEqualTo(loaded.value());
    assertThat(ConfigPrinter.print(again.value().orElseThrow())).isEqualTo(printed);
  }

  @Test
  void thereAreEnoughCases() throws Exception {
    assertThat(invalid()).hasSizeGreaterThanOrEqualTo(35);
    assertThat(valid()).hasSizeGreaterThanOrEqualTo(8);
  }

  private static List<Path> cases(String folder) throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  private static String text(Path file, Loaded<DeploymentConfig> loaded) {
    StringBuilder out = new StringBuilder();
    loaded.diagnostics().forEach(d -> out.append(DiagnosticFormat.format(d)).append('\n'));
    loaded
        .value()
        .ifPresent(
            value -> {
              out.append(out.isEmpty() ? "" : "\n");
              out.append(ConfigPrinter.print(value));
            });
    return out.toString().replace(file.getParent() + "/", "");
  }

  private static void compare(Path file, String text) throws IOException {
    Path golden = Path.of(file.toString().replaceAll("yml$", "txt"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, text);
    }
    assertThat(golden).exists();
    assertThat(text).isEqualTo(Files.readString(golden));
  }
}
