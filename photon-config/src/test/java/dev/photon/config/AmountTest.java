package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Amounts are read by loops, and published as patterns: both take the same texts. */
class AmountTest {
  @Property(tries = 20_000)
  void pricesAreWhatTheirPatternSays(@ForAll("amounts") String text) {
    assertThat(isRead(text, Price::parse)).isEqualTo(text.matches(Price.PATTERN));
  }

  @Property(tries = 20_000)
  void cpuIsWhatItsPatternSays(@ForAll("amounts") String text) {
    assertThat(isRead(text, Quantity::milliCpu)).isEqualTo(text.matches(Quantity.CPU_PATTERN));
  }

  @Property(tries = 20_000)
  void bytesAreWhatTheirPatternSays(@ForAll("amounts") String text) {
    boolean read = isRead(text, Quantity::bytes);

    // What is too exact, or too much, fits the pattern.
    assertThat(read && !text.matches(Quantity.BYTES_PATTERN)).isFalse();
    assertThat(read || !text.matches("[0-9]{1,3} ?([MGT]iB|[MGT]B|[MGT]i)")).isTrue();
  }

  private static boolean isRead(String text, Consumer<String> reader) {
    try {
      reader.accept(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Numbers and units, right and nearly so. */
  @Provide
  Arbitrary<String> amounts() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMaxLength(5);
    Arbitrary<String> point = Arbitraries.of("", ".", ".", "..", ",", "-");
    Arbitrary<String> more =
        Arbitraries.oneOf(digits, Arbitraries.of("0000", "500000000", "5000000000000"));
    Arbitrary<String> spaces = Arbitraries.of("", "", " ", "  ", "\t", "\u00a0");
    Arbitrary<String> units =
        Arbitraries.of("", "m", "MiB", "GiB", "gib", "Gi", "GB", "G", "USD", "usd", "USDx", "٣");
    return Combinators.combine(digits, point, more, spaces, units)
        .as((a, b, c, d, e) -> a + b + c + d + e);
  }
}
