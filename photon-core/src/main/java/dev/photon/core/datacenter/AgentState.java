package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.core.datacenter.StatusView.Hindrance;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.PublicAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the loop lets others see: immutable snapshots, replaced as a whole. The loop writes, threads
 * of callers read.
 */
final class AgentState {
  private final Runnable changed;
  private final Map<DeploymentId, Seen> parts = new ConcurrentHashMap<>();
  private volatile Optional<Capacity> capacity = Optional.empty();
  private volatile Optional<Instant> observed = Optional.empty();
  private volatile Optional<String> trouble = Optional.empty();

  /**
   * What the loop saw of a part.
   *
   * @param change of the part that it decided by
   */
  record Seen(
      long change,
      List<ObservedNode> nodes,
      Map<ServiceName, Hindrance> hindrances,
      Map<ServiceName, List<PublicAddress>> addresses,
      Optional<String> trouble) {
    Seen {
      nodes = List.copyOf(nodes);
      hindrances = Map.copyOf(hindrances);
      addresses = Map.copyOf(addresses);
    }
  }

  AgentState(Runnable changed) {
    this.changed = changed;
  }

  /** Wakes the loop. */
  void changed() {
    changed.run();
  }

  Optional<Capacity> capacity() {
    return capacity;
  }

  void capacity(Capacity known) {
    capacity = Optional.of(known);
  }

  void observed(Instant at) {
    observed = Optional.of(at);
    trouble = Optional.empty();
  }

  /** The infrastructure did not answer. */
  void trouble(String why) {
    trouble = Optional.of(why);
  }

  Optional<String> trouble() {
    return trouble;
  }

  void seen(DeploymentId id, Seen seen) {
    parts.put(id, seen);
  }

  void gone(DeploymentId id) {
    parts.remove(id);
  }

  /**
   * A part as last observed. Before the first look nothing is said of its services: unknown is not
   * down. After a change of the part the nodes seen before are judged by the new one.
   */
  DeploymentStatus status(PartRow row) {
    Optional<Seen> seen = Optional.ofNullable(parts.get(row.deployment()));
    boolean current = seen.isPresent() && seen.get().change() == row.change();
    return new DeploymentStatus(
        row.deployment(),
        row.revision(),
        row.epoch(),
        row.deleting(),
        seen.flatMap(unused -> observed),
        seen.map(
                s ->
                    StatusView.services(
                        row.desired(),
                        s.nodes(),
                        current ? s.hindrances() : Map.of(),
                        s.addresses()))
            .orElse(List.of()),
        trouble.or(() -> seen.flatMap(Seen::trouble)));
  }
}
