package dev.photon.config;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A price in whole micro-dollars an hour (USD 0.12 an hour is 120 000): exact, never negative. */
public record Price(long microDollarsPerHour) implements Comparable<Price> {
  public static final Price ZERO = new Price(0);

  static final String PATTERN = "([0-9]{1,13}(?:\\.[0-9]{1,6})?)(?: +USD)?";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  public Price {
    if (microDollarsPerHour < 0) {
      throw new IllegalArgumentException("price must not be negative: " + microDollarsPerHour);
    }
  }

  /**
   * Reads {@code 0.12} or {@code 0.12 USD}: at most 13 digits before the point and six after it.
   * Throws {@link IllegalArgumentException}, with a sentence for a person, on anything else.
   */
  public static Price parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not a price such as 0.12 or 0.12 USD, in whole micro-dollars");
    }
    try {
      return new Price(new BigDecimal(matcher.group(1)).movePointRight(6).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(Quote.of(text) + " is too much to be a price", e);
    }
  }

  /** That many at this price; throws {@link ArithmeticException} on overflow. */
  public Price times(long count) {
    return new Price(Math.multiplyExact(microDollarsPerHour, count));
  }

  /** Both together; throws {@link ArithmeticException} on overflow. */
  public Price plus(Price other) {
    return new Price(Math.addExact(microDollarsPerHour, other.microDollarsPerHour));
  }

  @Override
  public int compareTo(Price other) {
    return Long.compare(microDollarsPerHour, other.microDollarsPerHour);
  }

  /** As {@link #parse} reads it, without needless zeros: {@code 0.12}. */
  public String text() {
    BigDecimal dollars = BigDecimal.valueOf(microDollarsPerHour, 6).stripTrailingZeros();
    return (dollars.scale() < 0 ? dollars.setScale(0) : dollars).toPlainString();
  }

  @Override
  public String toString() {
    return text() + " USD/h";
  }
}
