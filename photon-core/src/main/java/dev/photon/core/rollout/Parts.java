package dev.photon.core.rollout;

import dev.photon.config.Client;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Expose;
import dev.photon.config.Placement;
import dev.photon.config.Resources;
import dev.photon.config.Service;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.ServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What each datacenter of a deployment shall run. */
public final class Parts {
  private Parts() {}

  /**
   * The whole part of one datacenter entry.
   *
   * @param told what the datacenters last told, by entry; an entry that is missing has told nothing
   */
  public static DesiredDeployment of(
      DeploymentId deployment,
      long revision,
      long epoch,
      DeploymentConfig config,
      DatacenterName entry,
      Map<DatacenterName, DeploymentStatus> told) {
    List<DesiredService> services = new ArrayList<>();
    Set<Connection> connections = new TreeSet<>();
    Set<ServiceName> unready = new TreeSet<>();
    for (Service service : config.services().values()) {
      Optional<Placement> here = placement(config, service.name(), entry);
      if (here.isEmpty()) {
        continue;
      }
      services.add(desired(service, here.get(), resources(config, entry, here.get())));
      connections.addAll(connections(config, service, entry));
      if (!startedHere(service.name(), entry, told)) {
        for (ServiceName needed : service.dependsOn()) {
          if (!readyElsewhere(config, needed, entry, told)) {
            unready.add(needed);
          }
        }
      }
    }
    return new DesiredDeployment(deployment, revision, epoch, services, connections, unready);
  }

  /** The entries that run something: only those need a datacenter. */
  public static Set<DatacenterName> used(DeploymentConfig config) {
    Set<DatacenterName> used = new TreeSet<>();
    config.placements().values().forEach(where -> used.addAll(where.keySet()));
    return used;
  }

  /**
   * Whether a service's connections to other datacenters have a side in this entry's: it runs
   * there, for clients elsewhere, or a service that runs there may call it across datacenters.
   */
  public static boolean connects(
      DeploymentConfig config, ServiceName service, DatacenterName entry) {
    Service called = config.services().get(service);
    if (called == null) {
      return false;
    }
    for (Expose expose : called.exposes()) {
      for (Client client : expose.to()) {
        if (client instanceof Client.GlobalService caller
            && (placement(config, service, entry).isPresent()
                || placement(config, caller.service(), entry).isPresent())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Placement> placement(
      DeploymentConfig config, ServiceName service, DatacenterName entry) {
    return Optional.ofNullable(config.placements().get(service)).map(where -> where.get(entry));
  }

  private static Resources resources(
      DeploymentConfig config, DatacenterName entry, Placement placement) {
    var datacenter = config.datacenters().get(entry);
    var profile = datacenter == null ? null : datacenter.profiles().get(placement.profile());
    if (profile == null) {
      throw new IllegalArgumentException("no profile " + placement.profile() + " in " + entry);
    }
    return profile.resources();
  }

  private static DesiredService desired(Service service, Placement placement, Resources resources) {
    List<Port> ports =
        service.exposes().stream()
            .map(e -> new Port(e.port(), e.proto(), toAnyone(e), e.outsidePort()))
            .toList();
    return new DesiredService(
        service.name(),
        placement.nodes(),
        new NodeTemplate(service.image(), service.args(), service.env(), resources, ports),
        service.dependsOn(),
        new Rollout(service.update().parallel(), service.update().maxSurge()));
  }

  private static boolean toAnyone(Expose expose) {
    return expose.to().stream().anyMatch(client -> client instanceof Client.Anyone);
  }

  /** Who may connect to a service within this datacenter. */
  private static Set<Connection> connections(
      DeploymentConfig config, Service server, DatacenterName entry) {
    Set<Connection> connections = new TreeSet<>();
    for (Expose expose : server.exposes()) {
      for (Client client : expose.to()) {
        Optional<ServiceName> name = serviceOf(client);
        if (name.isPresent() && placement(config, name.get(), entry).isPresent()) {
          connections.add(new Connection(name.get(), server.name(), expose.port(), expose.proto()));
        }
      }
    }
    return connections;
  }

  private static Optional<ServiceName> serviceOf(Client client) {
    if (client instanceof Client.LocalService local) {
      return Optional.of(local.service());
    }
    if (client instanceof Client.GlobalService global) {
      return Optional.of(global.service());
    }
    if (client instanceof Client.Anyone) {
      return Optional.empty();
    }
    throw new AssertionError(client);
  }

  /** A service that has started is not held back again when what it needs is away for a while. */
  private static boolean startedHere(
      ServiceName service, DatacenterName entry, Map<DatacenterName, DeploymentStatus> told) {
    return status(service, entry, told).map(s -> s.ready() > 0).orElse(false);
  }

  private static boolean readyElsewhere(
      DeploymentConfig config,
      ServiceName service,
      DatacenterName here,
      Map<DatacenterName, DeploymentStatus> told) {
    Map<DatacenterName, Placement> where = config.placements().getOrDefault(service, Map.of());
    return where.entrySet().stream()
        .filter(e -> !e.getKey().equals(here) && e.getValue().nodes() > 0)
        .allMatch(
            e ->
                status(service, e.getKey(), told)
                    .map(s -> s.ready() >= e.getValue().nodes())
                    .orElse(false));
  }

  private static Optional<ServiceStatus> status(
      ServiceName service, DatacenterName entry, Map<DatacenterName, DeploymentStatus> told) {
    return Optional.ofNullable(told.get(entry))
        .flatMap(d -> d.services().stream().filter(s -> s.name().equals(service)).findFirst());
  }
}
