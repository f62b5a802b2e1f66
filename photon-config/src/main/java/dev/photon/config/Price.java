package dev.photon.config;

import java.math.BigDecimal;

/** A price in whole micro-dollars an hour (USD 0.12 an hour is 120 000): exact, never negative. */
public record Price(long microDollarsPerHour) implements Comparable<Price> {
  public static final Price ZERO = new Price(0);

  static final String PATTERN = "([0-9]{1,13}(?:\\.[0-9]{1,6})?)(?: +USD)?";

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
    Amount amount = Amount.of(text);
    if (!amount.fits(13, 6) || !isDollars(amount.rest())) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not a price such as 0.12 or 0.12 USD, in whole micro-dollars");
    }
    try {
      return new Price(new BigDecimal(amount.number()).movePointRight(6).longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(Quote.of(text) + " is too much to be a price", e);
    }
  }

  /** Whether it names no currency, or behind at least one space the dollar. */
  private static boolean isDollars(String unit) {
    int spaces = unit.length() - 3;
    return unit.isEmpty()
        || (spaces > 0
            && unit.endsWith("USD")
            && unit.lastIndexOf(' ') == spaces - 1
            && unit.substring(0, spaces).replace(" ", "").isEmpty());
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
