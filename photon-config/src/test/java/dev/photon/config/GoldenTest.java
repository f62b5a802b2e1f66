package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** What needs a network, a lock, or files too large to be kept here; other tests have them. */
  private static final Set<Code> NOT_BY_A_SMALL_FILE =
      EnumSet.of(
          Code.TOO_LARGE,
          Code.INCLUDE_TIMEOUT,
          Code.INCLUDE_TOO_LARGE,
          Code.INCLUDE_NOT_YAML,
          Code.INCLUDE_REDIRECT,
          Code.INCLUDE_NOT_LOCKED,
          Code.INCLUDE_NOT_CACHED,
          Code.INCLUDE_TOO_DEEP,
          Code.INCLUDE_TOO_MANY,
          Code.INCLUDE_IN_DOCUMENT,
          Code.TOO_MANY_PROBLEMS);

  private static final Pattern HEAD = Pattern.compile(": (error|warning) \\[[a-z0-9-]+]: ");

  /** Lower case, without a full stop. */
  private static final Pattern MESSAGE = Pattern.compile(".*:[0-9]+:[0-9]+[^A-Z].*[^.]");

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
    assertThat(invalid()).hasSizeGreaterThanOrEqualTo(220);
    assertThat(valid()).hasSizeGreaterThanOrEqualTo(55);
  }

  @Test
  void everyCodeThatAFileCanCauseIsShown() throws Exception {
    String all = texts("diagnostics") + texts("valid");

    assertThat(Arrays.stream(Code.values()).filter(code -> !all.contains(inBrackets(code))))
        .containsExactlyInAnyOrderElementsOf(NOT_BY_A_SMALL_FILE);
  }

  @Test
  void noTextShowsASecretOrAnException() throws Exception {
    assertThat(texts("diagnostics")).doesNotContain("hunter2", "Exception", "dev.photon", "null:");
  }

  @Test
  void messagesHaveOneForm() throws Exception {
    List<String> heads =
        texts("diagnostics").lines().filter(line -> HEAD.matcher(line).find()).toList();

    assertThat(heads).hasSizeGreaterThan(invalid().size());
    assertThat(heads)
        .allSatisfy(line -> assertThat(line.replaceFirst(HEAD.pattern(), "")).matches(MESSAGE));
  }

  private static String inBrackets(Code code) {
    return "[" + code.text() + "]: ";
  }

  private static String texts(String folder) throws Exception {
    StringBuilder all = new StringBuilder();
    for (Path file : cases(folder)) {
      all.append(text(file, LOADER.load(file)));
    }
    return all.toString();
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
