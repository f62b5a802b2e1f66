package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Who needs whom: the order in which services start, and the reverse, in which they go. */
final class Dependencies {
  private final DesiredDeployment deployment;
  private final Map<ServiceName, List<ObservedNode>> nodes;
  private final Map<ServiceName, DesiredService> services = new TreeMap<>();
  private final Map<ServiceName, Set<ServiceName>> dependents = new TreeMap<>();

  Dependencies(DesiredDeployment deployment, Map<ServiceName, List<ObservedNode>> nodes) {
    this.deployment = deployment;
    this.nodes = nodes;
    for (DesiredService service : deployment.services()) {
      services.put(service.name(), service);
      for (ServiceName needed : service.dependsOn()) {
        dependents.computeIfAbsent(needed, name -> new TreeSet<>()).add(service.name());
      }
    }
  }

  /** What the service must wait for before it starts, for people. */
  Optional<String> unready(DesiredService service) {
    for (ServiceName needed : new TreeSet<>(service.dependsOn())) {
      DesiredService here = services.get(needed);
      if (here != null) {
        long ready = ready(here);
        if (ready < here.nodes()) {
          return Optional.of("waits for %s: %d of %d ready".formatted(needed, ready, here.nodes()));
        }
      }
      if (deployment.unreadyElsewhere().contains(needed)) {
        return Optional.of("waits for %s: not ready in another datacenter".formatted(needed));
      }
    }
    return Optional.empty();
  }

  private long ready(DesiredService service) {
    return nodes.getOrDefault(service.name(), List.of()).stream()
        .filter(n -> n.state() == NodeState.READY && n.epoch() == deployment.epoch())
        .map(n -> n.id().slot())
        .filter(slot -> slot < service.nodes())
        .distinct()
        .count();
  }

  /** A service that needs this one, directly or not, is to go as well, and still has nodes. */
  Optional<ServiceName> remainingDependent(ServiceName service, Predicate<DesiredService> leaves) {
    Set<ServiceName> seen = new TreeSet<>(Set.of(service));
    Deque<ServiceName> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      for (ServiceName name : dependents.getOrDefault(next.remove(), Set.of())) {
        DesiredService dependent = services.get(name);
        if (!seen.add(name) || dependent == null) {
          continue;
        }
        if (leaves.test(dependent) && nodes.containsKey(name)) {
          return Optional.of(name);
        }
        next.add(name);
      }
    }
    return Optional.empty();
  }
}
