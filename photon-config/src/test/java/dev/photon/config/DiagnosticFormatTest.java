package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosticFormatTest {
  private static Diagnostic diagnostic(int column, int length, String line) {
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        "unknown-key",
        "'memroy' is not a key of qos",
        new Excerpt(new Origin("photon.yml", 14, column), Optional.of(line), length),
        Optional.of("did you mean 'memory'?"),
        List.of(),
        Optional.empty());
  }

  @Test
  void showsPlaceLineCaretAndHint() {
    assertThat(DiagnosticFormat.format(diagnostic(11, 6, "          memroy: 512MiB")))
        .isEqualTo(
            """
            photon.yml:14:11: error [unknown-key]: 'memroy' is not a key of qos
               14 |           memroy: 512MiB
                  |           ^^^^^^
              hint: did you mean 'memory'?""");
  }

  @Test
  void showsOtherPlacesBelow() {
    Diagnostic one = diagnostic(3, 1, "  b: 1");
    Diagnostic.Note note =
        new Diagnostic.Note(
            "the first is here", new Excerpt(new Origin("base.yml", 2, 1), Optional.of("b: 2"), 1));
    Diagnostic both =
        new Diagnostic(
            one.severity(), one.code(), "b", one.at(), one.hint(), List.of(note), one.fix());
    assertThat(DiagnosticFormat.format(both))
        .isEqualTo(
            """
            photon.yml:14:3: error [unknown-key]: b
               14 |   b: 1
                  |   ^
              base.yml:2:1: note: the first is here
                2 | b: 2
                  | ^
              hint: did you mean 'memory'?""");
  }

  @Test
  void keepsTheCaretUnderItsWordBehindTabsAndWideLines() {
    assertThat(DiagnosticFormat.format(diagnostic(3, 6, "\t memroy"))).contains("| \t ^^^^^^\n");
    assertThat(DiagnosticFormat.format(diagnostic(2, 1_000, "a".repeat(5_000))))
        .hasSizeLessThan(700);
    assertThat(DiagnosticFormat.format(diagnostic(4_000, 6, "a".repeat(5_000)))).contains("^");
  }

  @Test
  void doesNotLetAFileSteerTheTerminal() {
    assertThat(DiagnosticFormat.format(diagnostic(1, 1, "a\u001b[31m\u202e")))
        .doesNotContain("\u001b", "\u202e");
  }
}
