package dev.photon.core.datacenter;

import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import dev.photon.core.metering.LeaseMeters;
import dev.photon.core.store.Store;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.ObservedNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Meters the nodes of each lease that is held, as they were seen. Only the loop touches it. */
final class PartUsage {
  private final Store store;
  private final LeaseMeters meters;
  private final Map<LeaseId, Known> leases = new TreeMap<>();

  /**
   * A lease as it was last read.
   *
   * @param change of it; an equal one means an equal lease
   * @param profiles by the size of their nodes; of several with one size the first
   */
  private record Known(long change, Map<Resources, ProfileName> profiles) {}

  PartUsage(Store store) {
    this.store = store;
    this.meters = new LeaseMeters(store, Optional.empty());
  }

  /** Counts what has run since the last look. */
  void looked(Instant now, Map<DeploymentId, List<ObservedNode>> seen) {
    Map<LeaseId, Long> held = store.read(HeldLeases::changes);
    leases.keySet().retainAll(held.keySet());
    for (LeaseId over : meters.leases()) {
      if (!held.containsKey(over)) {
        meters.end(over);
      }
    }
    held.forEach(
        (id, change) -> {
          Known known = known(id, change);
          Map<NodeId, Resources> sizes = running(id, seen.getOrDefault(id.deployment(), List.of()));
          meters.look(
              id,
              now,
              sizes.keySet(),
              node -> Optional.ofNullable(sizes.get(node)).map(known.profiles()::get));
        });
  }

  private Known known(LeaseId id, long change) {
    Known known = leases.get(id);
    if (known == null || known.change() != change) {
      Map<Resources, ProfileName> profiles = new HashMap<>();
      store
          .read(tx -> HeldLeases.find(tx, id))
          .map(Lease::nodes)
          .orElse(List.of())
          .forEach(n -> profiles.putIfAbsent(n.size(), n.profile()));
      known = new Known(change, profiles);
      leases.put(id, known);
    }
    return known;
  }

  private static Map<NodeId, Resources> running(LeaseId id, List<ObservedNode> nodes) {
    Map<NodeId, Resources> running = new TreeMap<>();
    for (ObservedNode node : nodes) {
      if (node.state().runs() && node.epoch() == id.epoch()) {
        running.put(node.id(), node.reserved());
      }
    }
    return running;
  }
}
