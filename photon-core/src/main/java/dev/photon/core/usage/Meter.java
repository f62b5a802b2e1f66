package dev.photon.core.usage;

import dev.photon.config.ProfileName;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how long the nodes of a lease run, minute by minute, from looks at them. A node counts
 * from the first look that shows it to the last: one that is there at two looks was there all the
 * time between, since an incarnation that has ended does not come back. So nothing is lost by
 * looking late, nor by a crash after which the last meter that was kept goes on. Immutable.
 *
 * @param last the last look; empty before the first
 * @param minutes what was counted in each minute so far, those without any node, too
 */
public record Meter(Optional<Look> last, SortedMap<Instant, Map<ProfileName, Long>> minutes) {

  /** One that has counted nothing. */
  public static final Meter NEW = new Meter(Optional.empty(), Collections.emptySortedMap());

  /** What is older is not reported any more. */
  private static final Duration LONGEST = Duration.ofDays(1);

  public Meter {
    minutes = Collections.unmodifiableSortedMap(new TreeMap<>(minutes));
  }

  /**
   * What a look showed.
   *
   * @param running the nodes that ran, with the profile of each
   */
  public record Look(Instant at, Map<NodeId, ProfileName> running) {
    public Look {
      running = Collections.unmodifiableMap(new TreeMap<>(running));
    }
  }

  /**
   * Counts up to a look. A node that was seen before keeps the profile that it had then; a look
   * that is not later than the last one counts nothing.
   */
  public Meter look(Instant at, Map<NodeId, ProfileName> running) {
    if (last.isPresent() && !at.isAfter(last.get().at())) {
      return this;
    }
    Map<NodeId, ProfileName> before = last.map(Look::running).orElse(Map.of());
    Map<NodeId, ProfileName> now = new TreeMap<>(running);
    Map<ProfileName, Long> stayed = new HashMap<>();
    before.forEach(
        (node, profile) -> {
          if (now.replace(node, profile) != null) {
            stayed.merge(profile, 1L, Long::sum);
          }
        });
    Instant earliest = at.minus(LONGEST);
    Instant from =
        last.map(Look::at).filter(earliest::isBefore).orElse(last.isEmpty() ? at : earliest);
    SortedMap<Instant, Map<ProfileName, Long>> counted = new TreeMap<>(minutes);
    for (Instant minute = minute(from);
        !minute.isAfter(at);
        minute = minute.plus(LeaseUse.MINUTE)) {
      Instant begin = from.isAfter(minute) ? from : minute;
      Instant next = minute.plus(LeaseUse.MINUTE);
      Instant end = at.isBefore(next) ? at : next;
      counted.put(minute, plus(counted.get(minute), stayed, Duration.between(begin, end)));
    }
    return new Meter(Optional.of(new Look(at, now)), counted);
  }

  private static Map<ProfileName, Long> plus(
      @Nullable Map<ProfileName, Long> before, Map<ProfileName, Long> nodes, Duration time) {
    Map<ProfileName, Long> sum = new TreeMap<>(before == null ? Map.of() : before);
    nodes.forEach((profile, count) -> sum.merge(profile, count * time.toMillis(), Long::sum));
    return Collections.unmodifiableMap(sum);
  }

  /** The minutes that are over by the last look, and will not change any more. */
  public SortedMap<Instant, Map<ProfileName, Long>> over() {
    return last.isEmpty() ? minutes : minutes.headMap(minute(last.get().at()));
  }

  /** The same without the minutes that are over. */
  public Meter withoutOver() {
    return last.isEmpty() ? this : new Meter(last, minutes.tailMap(minute(last.get().at())));
  }

  private static Instant minute(Instant time) {
    long seconds = LeaseUse.MINUTE.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
  }
}
