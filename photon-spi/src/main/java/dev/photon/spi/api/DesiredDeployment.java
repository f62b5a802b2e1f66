package dev.photon.spi.api;

import dev.photon.config.ServiceName;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The whole part of a deployment that one datacenter shall run; never a delta.
 *
 * @param revision which document of the owner this comes from; higher is newer
 * @param epoch which assignment of the entry to a datacenter this is: a lower epoch than one seen
 *     before is refused, so that two datacenters never both act for the same entry
 * @param services sorted by name
 * @param unreadyElsewhere services that are not ready in another datacenter of the deployment: what
 *     depends on them does not start yet
 */
public record DesiredDeployment(
    DeploymentId deployment,
    long revision,
    long epoch,
    List<DesiredService> services,
    Set<Connection> connections,
    Set<ServiceName> unreadyElsewhere) {
  public DesiredDeployment {
    services = List.copyOf(new TreeSet<>(services));
    connections = Collections.unmodifiableSet(new TreeSet<>(connections));
    unreadyElsewhere = Collections.unmodifiableSet(new TreeSet<>(unreadyElsewhere));
  }
}
