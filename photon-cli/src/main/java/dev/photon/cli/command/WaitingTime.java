package dev.photon.cli.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to wait, as people type it. */
final class WaitingTime {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(7);

  private WaitingTime() {}

  /** Reads {@code 500ms}, {@code 30s}, {@code 5m} or {@code 1h}; from a millisecond to a week. */
  static Duration parse(String option, String given) throws CommandFailure {
    Matcher matcher = FORM.matcher(given);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (!time.isZero() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not a time",
        "write it as 500ms, 30s, 5m or 1h; at most a week");
  }
}
