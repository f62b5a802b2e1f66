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
    assertAgree(isRead(text, Price::parse), text.matches(Price.PATTERN), text);
  }

  @Property(tries = 20_000)
  void cpuIsWhatItsPatternSays(@ForAll("amounts") String text) {
    assertAgree(isRead(text, Quantity::milliCpu), text.matches(Quantity.CPU_PATTERN), text);
  }

  @Property(tries = 20_000)
  void bytesAreWhatTheirPatternSays(@ForAll("amounts") String text) {
    boolean exact = !text.contains("."); // else it may be no whole number of bytes
    boolean right = text.matches(Quantity.BYTES_PATTERN);

    assertAgree(isRead(text, Quantity::bytes), right, exact ? text : "0000000000000");
  }

  /** What has many digits may fit its pattern, and be too much to be counted. */
  private static void assertAgree(boolean read, boolean right, String text) {
    boolean much = Amount.of(text).whole().length() > 6;

    assertThat(read).isIn(right, right && !much);
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
    Arbitrary<String> digits = Arbitraries.strings().withCharRange('0', '9').ofMaxLength(8);
    Arbitrary<String> point = Arbitraries.of("", ".", ".", "..", ",", "-");
    Arbitrary<String> more =
        Arbitraries.oneOf(digits, Arbitraries.of("0000", "500000000", "50000000000000"));
    Arbitrary<String> spaces = Arbitraries.of("", "", " ", "  ", "\t", "\u00a0");
    Arbitrary<String> units =
        Arbitraries.of("", "m", "MiB", "GiB", "gib", "Gi", "GB", "G", "USD", "usd", "USDx", "٣");
    return Combinators.combine(digits, point, more, spaces, units)
        .as((a, b, c, d, e) -> a + b + c + d + e);
  }
}
