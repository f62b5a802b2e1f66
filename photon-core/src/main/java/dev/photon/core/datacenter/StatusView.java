package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.ServiceStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a metacenter is shown of the services of its part. Pure. */
final class StatusView {

  /**
   * Why a service makes no progress.
   *
   * @param failing whether waiting alone will hardly help
   */
  record Hindrance(String text, boolean failing) {}

  private StatusView() {}

  /** The services that are desired or have nodes, by name. */
  static List<ServiceStatus> services(
      DesiredDeployment desired,
      List<ObservedNode> observed,
      Map<ServiceName, Hindrance> hindrances,
      Map<ServiceName, List<PublicAddress>> addresses) {
    SortedMap<ServiceName, List<ObservedNode>> nodes = new TreeMap<>();
    Map<ServiceName, DesiredService> wanted = new TreeMap<>();
    for (DesiredService service : desired.services()) {
      wanted.put(service.name(), service);
      nodes.put(service.name(), new ArrayList<>());
    }
    observed.forEach(
        n -> nodes.computeIfAbsent(n.id().service(), unused -> new ArrayList<>()).add(n));
    List<ServiceStatus> services = new ArrayList<>();
    nodes.forEach(
        (name, there) ->
            services.add(
                service(
                    name,
                    Optional.ofNullable(wanted.get(name)),
                    there,
                    Optional.ofNullable(hindrances.get(name)),
                    addresses.getOrDefault(name, List.of()),
                    desired.epoch())));
    return services;
  }

  private static ServiceStatus service(
      ServiceName name,
      Optional<DesiredService> wanted,
      List<ObservedNode> nodes,
      Optional<Hindrance> hindrance,
      List<PublicAddress> addresses,
      long epoch) {
    String fingerprint = wanted.map(w -> w.template().fingerprint()).orElse("");
    int ready = 0;
    int updated = 0;
    for (ObservedNode node : nodes) {
      if (node.state() == NodeState.READY) {
        ready++;
        if (node.fingerprint().equals(fingerprint) && node.epoch() == epoch) {
          updated++;
        }
      }
    }
    return new ServiceStatus(
        name,
        wanted.map(DesiredService::nodes).orElse(0),
        ready,
        updated,
        nodes.stream()
            .sorted(Comparator.comparing(ObservedNode::id))
            .map(n -> new NodeStatus(n.id(), n.state(), n.revision(), n.detail(), n.since()))
            .toList(),
        addresses,
        hindrance.map(Hindrance::text),
        hindrance.map(Hindrance::failing).orElse(false));
  }
}
