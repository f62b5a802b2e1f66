package dev.photon.spi.api;

import dev.photon.config.ServiceName;
import java.util.List;
import java.util.Optional;

/**
 * A service in one datacenter.
 *
 * @param updated how many ready nodes are of the wanted template
 * @param waiting why it does not make progress, if it does not: what it waits for, or the last
 *     failure
 */
public record ServiceStatus(
    ServiceName name,
    int desired,
    int ready,
    int updated,
    List<NodeStatus> nodes,
    List<PublicAddress> addresses,
    Optional<String> waiting,
    boolean failing) {
  public ServiceStatus {
    nodes = List.copyOf(nodes);
    addresses = List.copyOf(addresses);
  }

  /** Whether exactly the wanted nodes are there, ready and up to date. */
  public boolean converged() {
    return ready == desired && updated == desired && nodes.size() == desired;
  }
}
