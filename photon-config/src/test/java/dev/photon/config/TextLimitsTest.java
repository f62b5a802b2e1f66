package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text of ASCII is not looked at before it is parsed, so the parser must stop at all of these. */
class TextLimitsTest {
  private static final String FILE = "version: \"0.1\" # %sa comment%nx-any: \"a %sb\"%n";

  @Test
  void everyCharacterOfAsciiThatYamlDoesNotAllowIsTold() {
    for (char c = 0; c < 0x80; c++) {
      boolean allowed = (c >= ' ' && c <= '~') || c == '\t' || c == '\n' || c == '\r';

      assertThat(isControl(FILE.formatted(c, "")))
          .as("in a comment: %d", (int) c)
          .isEqualTo(!allowed);
      assertThat(isControl(FILE.formatted("", c)))
          .as("in a value: %d", (int) c)
          .isEqualTo(!allowed);
    }
  }

  private static boolean isControl(String text) {
    return ConfigLoader.standard().load("photon.yml", text).diagnostics().stream()
        .anyMatch(diagnostic -> diagnostic.code().equals("control-character"));
  }
}
