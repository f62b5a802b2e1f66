package dev.photon.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> NAMES = List.of("docker", "openstack", "simulated");

  @ParameterizedTest
  @CsvSource({"dokcer, docker", "dockr, docker", "Simulated, simulated", "openstak, openstack"})
  void aSlipOfTheFingersIsRecognized(String typed, String meant) {
    assertThat(Suggestion.nearest(typed, NAMES)).contains(meant);
  }

  @Test
  void somethingElseAltogetherIsNot() {
    assertThat(Suggestion.nearest("kubernetes", NAMES)).isEmpty();
    assertThat(Suggestion.nearest("", NAMES)).isEmpty();
    assertThat(Suggestion.nearest("d".repeat(10_000), NAMES)).isEmpty();
  }

  @Property(tries = 200)
  void aNameWithOneLetterLostIsFoundAmongOthers(
      @ForAll @AlphaChars @StringLength(min = 4, max = 20) String name,
      @ForAll @IntRange(max = 3) int lost) {
    String typed = name.substring(0, lost) + name.substring(lost + 1);

    assertThat(Suggestion.nearest(typed, List.of(name))).contains(name);
  }
}
