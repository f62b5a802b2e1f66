package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosticFormatTest {
  private static Diagnostic diagnostic(int column, int length, String line) {
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        "unknown-key",
        "'memroy' is not a key of qos",
        new Origin("photon.yml", 14, column),
        Optional.of(line),
        length,
        Optional.of("did you mean 'memory'?"));
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
