package dev.photon.spi.api;

import java.time.Duration;

/**
 * Asks for a lease, or for an open one to hold something else: always the whole, never what is
 * different.
 *
 * @param asked what is to be reserved; the max-price of a profile is what was quoted for it, or the
 *     most that may be paid
 * @param revision of the deployment; an older one than the lease was last made to hold is refused
 * @param hold how long the room is kept for the datacenter to be told of it; at most {@link #MOST}
 */
public record LeaseRequest(
    LeaseId id,
    DatacenterId datacenter,
    DatacenterRequirement asked,
    long revision,
    Duration hold) {
  /** The longest that room is kept for a part that does not come. */
  public static final Duration MOST = Duration.ofMinutes(15);

  public LeaseRequest {
    if (hold.isNegative() || hold.isZero() || hold.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "room is kept for more than nothing and at most " + MOST.toMinutes() + " minutes");
    }
    if (revision < 0) {
      throw new IllegalArgumentException("a revision must not be negative: " + revision);
    }
  }
}
