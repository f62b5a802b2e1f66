package dev.photon.cli.view;

import java.time.Duration;

/** Small pieces of English. */
public final class Words {
  private static final int DAYS_OF_A_YEAR = 365;

  private Words() {}

  /** {@code 1 node}, {@code 2 nodes}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** A time in its largest whole unit that is more than one: {@code 89 days}, {@code 36 hours}. */
  public static String span(Duration time) {
    if (time.toDays() >= 2 * DAYS_OF_A_YEAR) {
      return count(time.toDays() / DAYS_OF_A_YEAR, "year");
    }
    if (time.toDays() > 1) {
      return count(time.toDays(), "day");
    }
    if (time.toHours() > 1) {
      return count(time.toHours(), "hour");
    }
    return time.toMinutes() > 1
        ? count(time.toMinutes(), "minute")
        : count(time.toSeconds(), "second");
  }

  /**
   * A text from elsewhere on one line, with nothing in it that a terminal would obey; cut at {@code
   * longest} characters.
   */
  public static String line(String text, int longest) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.codePointCount(0, text.length()) > longest ? out + "…" : out.toString();
  }
}
