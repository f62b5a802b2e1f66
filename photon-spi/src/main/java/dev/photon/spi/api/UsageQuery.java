package dev.photon.spi.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries of the ledger are asked for.
 *
 * @param from those that end later
 * @param until those that begin earlier
 * @param after those behind this one, in the order of leases and their sequences
 */
public record UsageQuery(Instant from, Instant until, Optional<Position> after) {

  /** All that there are. */
  public static final UsageQuery ALL =
      new UsageQuery(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"), Optional.empty());

  /** Where an entry stands. */
  public record Position(LeaseId lease, long sequence) {}

  /** Goes on behind the last entry of an answer. */
  public UsageQuery behind(UsageEntry last) {
    return new UsageQuery(from, until, Optional.of(new Position(last.lease(), last.sequence())));
  }
}
