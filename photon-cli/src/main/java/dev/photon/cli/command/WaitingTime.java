package dev.photon.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to wait, as people type it. */
final class WaitingTime {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration LONGEST_SPAN = Duration.ofDays(30);

  private WaitingTime() {}

  /** Reads {@code 500ms}, {@code 30s}, {@code 5m} or {@code 1h}; from a millisecond to a week. */
  static Duration parse(String option, String given) throws CommandFailure {
    Optional<Duration> time = read(given);
    if (time.isPresent() && time.get().compareTo(LONGEST) <= 0) {
      return time.get();
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not a time",
        "write it as 500ms, 30s, 5m or 1h; at most a week");
  }

  /** Reads for how long something counts: {@code 5m}, {@code 8h} or {@code 30d}. */
  static Duration span(String option, String given, Duration shortest) throws CommandFailure {
    Optional<Duration> time = read(given);
    if (time.isPresent()
        && time.get().compareTo(shortest) >= 0
        && time.get().compareTo(LONGEST_SPAN) <= 0) {
      return time.get();
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not how long it may count",
        "write it as 5m, 8h or 30d; from "
            + shortest.toMinutes()
            + " minutes to "
            + LONGEST_SPAN.toDays()
            + " days");
  }

  private static Optional<Duration> read(String given) {
    Matcher matcher = FORM.matcher(given);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration time =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return time.isZero() ? Optional.empty() : Optional.of(time);
  }
}
