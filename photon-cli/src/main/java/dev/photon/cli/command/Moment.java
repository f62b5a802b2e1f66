package dev.photon.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A moment as people type it. */
final class Moment {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Moment() {}

  /**
   * Reads {@code 2027-01-01}, which is the begin of that day in UTC, or {@code
   * 2027-01-01T12:00:00Z}, in the years 1970 to 9999.
   */
  static Instant parse(String option, String given) throws CommandFailure {
    try {
      Instant moment =
          given.indexOf('T') < 0
              ? LocalDate.parse(given).atStartOfDay().toInstant(ZoneOffset.UTC)
              : Instant.parse(given);
      if (!moment.isBefore(EARLIEST) && !moment.isAfter(LATEST)) {
        return moment;
      }
    } catch (DateTimeException e) {
      // told below, as what is out of bounds
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not a time",
        "write it as 2027-01-01 or 2027-01-01T12:00:00Z");
  }
}
