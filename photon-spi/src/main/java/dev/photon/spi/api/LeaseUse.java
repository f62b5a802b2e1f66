package dev.photon.spi.api;

import dev.photon.config.ProfileName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one side has counted of a lease in one minute. Reported once for each minute in which the
 * side had the lease, in order, also if nothing ran; the lease and the minute make repeating
 * harmless.
 *
 * @param minute when it began: a whole minute
 * @param nodeMillis milliseconds that nodes ran, those of all nodes of a profile together
 */
public record LeaseUse(LeaseId lease, Instant minute, Map<ProfileName, Long> nodeMillis) {
  public static final Duration MINUTE = Duration.ofMinutes(1);

  /** How many may be reported at once. */
  public static final int MOST_REPORTED = 1_000;

  private static final int MOST_PROFILES = 1_000;

  /** A million nodes for a minute. */
  private static final long MOST_MILLIS = 1_000_000L * 60_000;

  public LeaseUse {
    if (minute.getNano() != 0 || minute.getEpochSecond() % MINUTE.toSeconds() != 0) {
      throw new IllegalArgumentException("use is reported by whole minutes, not from " + minute);
    }
    if (nodeMillis.size() > MOST_PROFILES) {
      throw new IllegalArgumentException("a lease has at most " + MOST_PROFILES + " profiles");
    }
    nodeMillis.forEach(
        (profile, millis) -> {
          if (millis < 0 || millis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                "nodes of %s run for 0 to %d milliseconds in a minute, not %d"
                    .formatted(profile, MOST_MILLIS, millis));
          }
        });
    nodeMillis = Collections.unmodifiableMap(new TreeMap<>(nodeMillis));
  }
}
