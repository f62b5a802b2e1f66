package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "A=b|b",
        "A=|``",
        "  export A = b c  |b c",
        "A=b # comment|b",
        "A=b#c|b#c",
        "A='b # c'|b # c",
        "A='b\\n' # x|b\\n",
        "A=\"b \\\"c\\\" \\$D \\\\ \\x\"|b \"c\" $D \\ \\x",
        "A=b=c|b=c"
      })
  void aValue(String text, String value) {
    assertThat(EnvFile.parse(text)).containsExactly(Map.entry("A", value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "=b", "A B=c", "1A=b", "A-B=c", "A='hunter2", "A='hunter2' x"})
  void aLineThatIsNone(String line) {
    assertThatThrownBy(() -> EnvFile.parse("X=1\n" + line + "\nY=2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void linesAreReadInOrder() {
    assertThat(EnvFile.parse("\ufeffA=1\r\n\n  # A=3\nB=\nA=2"))
        .containsExactly(Map.entry("A", "2"), Map.entry("B", ""));
  }

  @Test
  void aFileIsBounded() {
    assertThatThrownBy(() -> EnvFile.parse("A=b\n".repeat(300_000)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EnvFile.parse("A=" + "b".repeat(200_000)))
        .hasMessageContaining("128 KiB");
  }

  @Test
  void valuesAreNotShown() {
    Variables variables =
        new Variables(Map.of("A", "hunter2"), Map.of("B", "hunter2"), Map.of("C", "hunter2"));
    assertThat(variables.toString()).contains("A", "B", "1 variable").doesNotContain("hunter2");
  }
}
