package dev.photon.core.metering;

import dev.photon.config.ProfileName;
import dev.photon.core.store.Store;
import dev.photon.core.usage.Meter;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.NodeId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The meters of the leases of one role. A meter is kept when a minute is over; after a crash the
 * last one that was kept goes on, and what ran all the time is counted. Touched on the loop only.
 */
public final class LeaseMeters {
  private final Store store;
  private final Map<LeaseId, Meter> meters = new TreeMap<>();

  /**
   * Takes up what was kept.
   *
   * @param store with the schema {@code metering}
   * @param deployment the one whose leases are metered; empty for all in the store
   */
  public LeaseMeters(Store store, Optional<DeploymentId> deployment) {
    this.store = store;
    meters.putAll(store.read(tx -> MeterTable.meters(tx, deployment)));
  }

  /** The leases that are metered. */
  public Set<LeaseId> leases() {
    return new TreeSet<>(meters.keySet());
  }

  /**
   * Counts the nodes of a lease up to a look.
   *
   * @param running those that run now
   * @param profile of a node that is new; an empty one is not counted
   */
  public void look(
      LeaseId lease,
      Instant at,
      Iterable<NodeId> running,
      Function<NodeId, Optional<ProfileName>> profile) {
    Meter before = meters.getOrDefault(lease, Meter.NEW);
    Map<NodeId, ProfileName> known = before.last().map(Meter.Look::running).orElse(Map.of());
    Map<NodeId, ProfileName> now = new TreeMap<>();
    for (NodeId node : running) {
      Optional.ofNullable(known.get(node))
          .or(() -> profile.apply(node))
          .ifPresent(p -> now.put(node, p));
    }
    Meter after = before.look(at, now);
    if (after.over().isEmpty() && !before.equals(Meter.NEW)) {
      meters.put(lease, after);
      return;
    }
    Meter rest = after.withoutOver();
    store.write(
        tx -> {
          MeterTable.due(tx, lease, after.over());
          MeterTable.keep(tx, lease, rest);
          return true;
        });
    meters.put(lease, rest);
  }

  /** Nothing of a lease runs any more: all that was counted is due, the last minute too. */
  public void end(LeaseId lease) {
    Meter last = meters.remove(lease);
    if (last != null) {
      store.write(
          tx -> {
            MeterTable.due(tx, lease, last.minutes());
            MeterTable.forget(tx, lease);
            return true;
          });
    }
  }
}
