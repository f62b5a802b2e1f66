package dev.photon.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as files spell them: {@code 500ms}, {@code 10s}, {@code 1m30s}. Reading throws {@link
 * IllegalArgumentException} with a sentence for a person.
 */
final class Durations {
  static final Duration MOST = Duration.ofDays(1);
  static final String PATTERN =
      "(?=[0-9])([0-9]{1,5}h)?([0-9]{1,7}m(?!s))?([0-9]{1,9}s)?([0-9]{1,12}ms)?";

  private static final Pattern FORM = Pattern.compile(PATTERN);
  private static final long[] MILLIS = {3_600_000, 60_000, 1_000, 1};

  private Durations() {}

  static Duration parse(String text, Duration least) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not a time such as 500ms, 10s or 1m30s");
    }
    long millis = 0;
    for (int i = 0; i < MILLIS.length; i++) {
      String part = matcher.group(i + 1);
      if (part != null) {
        millis += MILLIS[i] * Long.parseLong(part.replaceAll("[a-z]", ""));
      }
    }
    Duration time = Duration.ofMillis(millis);
    if (time.compareTo(least) < 0 || time.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          Quote.of(text) + " is not between " + text(least) + " and " + text(MOST));
    }
    return time;
  }

  /** The shortest spelling of whole milliseconds. */
  static String text(Duration time) {
    StringBuilder out = new StringBuilder();
    part(out, time.toHours(), "h");
    part(out, time.toMinutesPart(), "m");
    part(out, time.toSecondsPart(), "s");
    part(out, time.toMillisPart(), "ms");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void part(StringBuilder out, long number, String unit) {
    if (number > 0) {
      out.append(number).append(unit);
    }
  }
}
