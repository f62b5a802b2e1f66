package dev.photon.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Amounts of processor, memory and disk as files spell them; exact. Reading throws {@link
 * IllegalArgumentException} with a sentence for a person.
 */
final class Quantity {
  /** What is read as an amount of cpu, and of bytes; the published schema shows them. */
  static final String CPU_PATTERN =
      "(?!0+(\\.0+)?$)[0-9]{1,16}(\\.[0-9]{1,3}0{0,9})?|(?!0+m$)[0-9]{1,19}m";

  static final String BYTES_PATTERN = "[0-9]{1,19}(\\.[0-9]{1,20})? ?[MmGgTt]([Ii][Bb]?|[Bb])";

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  /** From large to small, the binary ones first: the order in which {@link #bytesText} tries. */
  private static final Map<String, Long> UNITS = units();

  private Quantity() {}

  /**
   * @param value in bytes
   * @param spelling the right one, if another was used
   */
  record Bytes(long value, Optional<String> spelling) {}

  /** {@code 0.5} or {@code 500m}, in thousandths of a core; more than none. */
  static long milliCpu(String text) {
    Amount cores = Amount.of(text);
    boolean milli = cores.rest().equals("m") && cores.fits(19, 0);
    if (!milli && !isCores(cores)) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not an amount of cpu such as 2, 0.5 or 500m (thousandths)");
    }
    BigDecimal amount =
        milli
            ? new BigDecimal(text.substring(0, text.length() - 1))
            : new BigDecimal(text).movePointRight(3);
    if (amount.signum() == 0 || amount.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is too " + (amount.signum() == 0 ? "little" : "much") + " cpu");
    }
    return amount.longValueExact();
  }

  /** Up to thousandths; zeros behind them say nothing. */
  private static boolean isCores(Amount amount) {
    String fraction = amount.fraction();
    boolean exact =
        fraction.length() <= 3
            || (fraction.length() <= 12 && fraction.substring(3).replace("0", "").isEmpty());
    return amount.rest().isEmpty() && amount.fits(16, 12) && exact;
  }

  /** {@code 512MiB}, {@code 3GB}, {@code 1.5Gi}. */
  static Bytes bytes(String text) {
    Amount said = Amount.of(text);
    String unit = said.rest().startsWith(" ") ? said.rest().substring(1) : said.rest();
    if (!said.fits(19, 20) || !isWord(unit)) {
      throw new IllegalArgumentException(Quote.of(text) + " is not an amount such as 512MiB");
    }
    Long exact = UNITS.get(unit);
    Optional<String> meant = exact != null ? Optional.of(unit) : otherCase(unit);
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(
          Quote.of(text)
              + (unit.isEmpty() ? " needs a unit" : " has no unit known here")
              + ": MiB, GiB, TiB (powers of 1024) or MB, GB, TB (powers of 1000)");
    }
    BigDecimal amount =
        new BigDecimal(said.number()).multiply(BigDecimal.valueOf(factor(meant.get())));
    if (amount.stripTrailingZeros().scale() > 0) {
      throw new IllegalArgumentException(Quote.of(text) + " is not a whole number of bytes");
    }
    if (amount.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(Quote.of(text) + " is too much");
    }
    Optional<String> spelling =
        exact != null ? Optional.empty() : Optional.of(said.number() + meant.get());
    return new Bytes(amount.longValueExact(), spelling);
  }

  static String milliCpuText(long milliCpu) {
    return milliCpu % 1000 == 0 ? Long.toString(milliCpu / 1000) : milliCpu + "m";
  }

  /** The shortest usual spelling of exactly that many bytes. */
  static String bytesText(long bytes) {
    for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
      if (unit.getKey().endsWith("B") && bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return BigDecimal.valueOf(bytes, 6).stripTrailingZeros().toPlainString() + "MB";
  }

  private static boolean isWord(String unit) {
    for (int i = 0; i < unit.length(); i++) {
      char c = unit.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> otherCase(String unit) {
    return UNITS.keySet().stream().filter(known -> known.equalsIgnoreCase(unit)).findFirst();
  }

  private static long factor(String unit) {
    Long factor = UNITS.get(unit);
    if (factor == null) {
      throw new AssertionError(unit.toLowerCase(Locale.ROOT));
    }
    return factor;
  }

  private static Map<String, Long> units() {
    Map<String, Long> units = new LinkedHashMap<>();
    for (String suffix : new String[] {"iB", "i"}) {
      units.put("T" + suffix, 1L << 40);
      units.put("G" + suffix, 1L << 30);
      units.put("M" + suffix, 1L << 20);
    }
    units.put("TB", 1_000_000_000_000L);
    units.put("GB", 1_000_000_000L);
    units.put("MB", 1_000_000L);
    return units;
  }
}
