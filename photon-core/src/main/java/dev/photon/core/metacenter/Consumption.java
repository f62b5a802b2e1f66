package dev.photon.core.metacenter;

import dev.photon.config.DeploymentConfig;
import dev.photon.config.Placement;
import dev.photon.config.ProfileName;
import dev.photon.core.metering.LeaseMeters;
import dev.photon.core.metering.UsageReporter;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.RegistryApi;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a deployment uses of its leases, as its datacenters tell of their nodes. Touched on the loop
 * only, but for {@link #tell}.
 */
final class Consumption implements AutoCloseable {
  private final MetacenterContext context;
  private final RoleRuntime runtime;
  private final LeaseMeters meters;
  private final UsageReporter reporter;

  Consumption(MetacenterContext context, RegistryApi registry) {
    this.context = context;
    this.runtime = context.runtime();
    this.meters = new LeaseMeters(context.rows().store(), Optional.of(context.id()));
    this.reporter =
        new UsageReporter(context.rows().store(), runtime, registry, Optional.of(context.id()));
  }

  void start() {
    reporter.start();
  }

  /** Takes what a datacenter tells of its nodes; new ones have the profiles of the file. */
  void heard(EntryLink link, DeploymentStatus status, DeploymentConfig config) {
    heard(link, status, node -> profile(config, link, node));
  }

  /** The same of one that clears away, where there are no new ones. */
  void heard(EntryLink link, DeploymentStatus status) {
    heard(link, status, node -> Optional.empty());
  }

  private void heard(
      EntryLink link, DeploymentStatus status, Function<NodeId, Optional<ProfileName>> profile) {
    if (status.epoch() != link.assignment.epoch() || status.observed().isEmpty()) {
      return; // nothing is known of its nodes: what is unknown is not counted, nor is it over
    }
    List<NodeId> running =
        status.services().stream()
            .flatMap(service -> service.nodes().stream())
            .filter(n -> n.state().runs())
            .map(NodeStatus::id)
            .toList();
    meters.look(LeaseNeed.id(context.id(), link.assignment), runtime.now(), running, profile);
  }

  private static Optional<ProfileName> profile(
      DeploymentConfig config, EntryLink link, NodeId node) {
    return Optional.ofNullable(config.placements().get(node.service()))
        .map(where -> where.get(link.assignment.entry()))
        .map(Placement::profile);
  }

  /** Nothing is left at a datacenter. */
  void over(EntryLink link) {
    meters.end(LeaseNeed.id(context.id(), link.assignment));
  }

  /** Tells the registry all that is due; blocks. From any thread. */
  void tell() {
    reporter.tell();
  }

  @Override
  public void close() {
    reporter.close();
  }
}
