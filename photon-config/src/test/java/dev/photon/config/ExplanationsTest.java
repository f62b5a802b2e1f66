package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of {@code docs/diagnostics} say what is so: their examples are loaded. */
class ExplanationsTest {
  private static final Path FOLDER = Path.of("../docs/diagnostics");

  /** What no small file shows: bytes, sizes, the network, the lock. */
  private static final Set<Code> WITHOUT_EXAMPLE =
      EnumSet.of(
          Code.NOT_UTF8,
          Code.BINARY_FILE,
          Code.TOO_LARGE,
          Code.LINE_TOO_LONG,
          Code.CONTROL_CHARACTER,
          Code.INVISIBLE_CHARACTER,
          Code.TOO_DEEP,
          Code.TOO_MANY_VALUES,
          Code.INCLUDE_UNREACHABLE,
          Code.INCLUDE_TIMEOUT,
          Code.INCLUDE_TOO_LARGE,
          Code.INCLUDE_NOT_YAML,
          Code.INCLUDE_REDIRECT,
          Code.INCLUDE_NOT_LOCKED,
          Code.INCLUDE_NOT_CACHED,
          Code.INCLUDE_TOO_DEEP,
          Code.INCLUDE_TOO_MANY,
          Code.TOO_MANY_PROBLEMS);

  static Set<Code> withExample() {
    return EnumSet.complementOf(EnumSet.copyOf(WITHOUT_EXAMPLE));
  }

  @Test
  void eachCodeHasAPageAndEachPageACode() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<String> pages =
          files
              .map(file -> file.getFileName().toString())
              .filter(f -> !f.equals("README.md"))
              .toList();
      assertThat(pages)
          .containsExactlyInAnyOrderElementsOf(
              Explanations.codes().stream().map(code -> code + ".md").toList());
    }
    assertThat(Explanations.page("README")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void pagesReadWellInATerminal(Code code) {
    List<String> lines = page(code).lines();

    assertThat(lines.subList(0, 2)).containsExactly("# " + code.text(), "");
    String summary = lines.get(2);
    assertThat(Explanations.summary(code.text())).contains(summary);
    assertThat(summary).matches("[A-Z].*[^.]\\.").hasSizeLessThanOrEqualTo(90);
    assertThat(lines.get(3)).isEmpty();
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(lines).noneMatch(line -> line.endsWith(" ") || line.contains("\t"));
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void whatAPageSendsToIsThere(Code code) {
    page(code)
        .links()
        .forEach(
            link -> {
              assertThat(Explanations.codes()).contains(link);
              assertThat(link).isNotEqualTo(code.text());
            });
  }

  @ParameterizedTest
  @MethodSource("withExample")
  void theWrongFileShowsTheCodeAlone(Code code) {
    List<Diagnostic> diagnostics = page(code).wrong().orElseThrow().load().diagnostics();

    assertThat(diagnostics).isNotEmpty();
    assertThat(diagnostics).allMatch(diagnostic -> diagnostic.code().equals(code.text()));
  }

  @ParameterizedTest
  @MethodSource("withExample")
  void theRightFileHasNoProblem(Code code) {
    Loaded<DeploymentConfig> loaded = page(code).right().orElseThrow().load();

    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.value()).isPresent();
  }

  @Test
  void pagesWithoutExampleHaveNone() {
    assertThat(WITHOUT_EXAMPLE)
        .allMatch(code -> page(code).wrong().isEmpty() && page(code).right().isEmpty());
  }

  @Test
  void theTableHasAllCodesInTheirOrder() throws IOException {
    List<String> rows =
        Files.readAllLines(FOLDER.resolve("README.md")).stream()
            .filter(line -> line.startsWith("| ["))
            .toList();

    List<String> expected = Arrays.stream(Code.values()).map(ExplanationsTest::row).toList();
    assertThat(rows.stream().map(ExplanationsTest::withoutSeverity)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("withExample")
  void theTableHasTheSeverity(Code code) throws IOException {
    Diagnostic shown = page(code).wrong().orElseThrow().load().diagnostics().get(0);

    assertThat(Files.readAllLines(FOLDER.resolve("README.md")))
        .contains(row(code).replace(") |", ") | " + shown.severity().text() + " |"));
  }

  private static String row(Code code) {
    String text = code.text();
    return "| [%s](%s.md) | %s |".formatted(text, text, Explanations.summary(text).orElseThrow());
  }

  private static String withoutSeverity(String row) {
    return row.replaceFirst("\\) \\| (error|warning|error, warning) \\| ", ") | ");
  }

  private static ExplanationPage page(Code code) {
    return ExplanationPage.of(Explanations.page(code.text()).orElseThrow());
  }
}
