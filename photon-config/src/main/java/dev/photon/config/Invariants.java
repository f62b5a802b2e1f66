package dev.photon.config;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds in every {@link DeploymentConfig}, however it was made: enough for printing and
 * loading to be the identity. Files are checked before, with places and hints, by {@link
 * CrossChecks}.
 */
final class Invariants {
  private Invariants() {}

  static void check(
      Map<ServiceName, Service> services,
      Map<DatacenterName, Datacenter> datacenters,
      Map<ServiceName, Map<DatacenterName, Placement>> placements,
      List<NotificationTarget> notifications) {
    services.forEach(
        (key, service) -> {
          require(key.equals(service.name()), "service under another name", key);
          service.dependsOn().forEach(needed -> requireService(services, needed));
          service.exposes().forEach(expose -> requireClients(services, expose));
        });
    requireNoCycle(services);
    datacenters.forEach(
        (key, datacenter) ->
            require(key.equals(datacenter.name()), "datacenter under another name", key));
    placements.keySet().forEach(service -> requireService(services, service));
    requirePlacements(datacenters, placements);
    Set<String> names = new HashSet<>();
    for (NotificationTarget target : notifications) {
      require(names.add(target.name()), "two notifications of one name", target.name());
    }
  }

  private static void requireClients(Map<ServiceName, Service> services, Expose expose) {
    for (Client client : expose.to()) {
      if (client instanceof Client.LocalService local) {
        requireService(services, local.service());
      } else if (client instanceof Client.GlobalService global) {
        requireService(services, global.service());
      }
    }
  }

  private static void requirePlacements(
      Map<DatacenterName, Datacenter> datacenters,
      Map<ServiceName, Map<DatacenterName, Placement>> placements) {
    Resources sum = Resources.NONE;
    for (Map<DatacenterName, Placement> where : placements.values()) {
      for (Map.Entry<DatacenterName, Placement> entry : where.entrySet()) {
        Datacenter datacenter = datacenters.get(entry.getKey());
        if (datacenter == null) {
          throw new IllegalArgumentException("no such datacenter: " + entry.getKey());
        }
        Profile profile = datacenter.profiles().get(entry.getValue().profile());
        if (profile == null) {
          throw new IllegalArgumentException(
              "datacenter " + entry.getKey() + " has no profile " + entry.getValue().profile());
        }
        try {
          sum = sum.plus(profile.resources().times(entry.getValue().most()));
        } catch (ArithmeticException e) {
          throw new IllegalArgumentException("the deployment is more than can be counted", e);
        }
      }
    }
  }

  /** Takes away what nobody waits for, until nothing is left or all that is left waits. */
  private static void requireNoCycle(Map<ServiceName, Service> services) {
    Map<ServiceName, Integer> waiting = new HashMap<>();
    for (Service service : services.values()) {
      service.dependsOn().forEach(needed -> waiting.merge(needed, 1, Integer::sum));
    }
    ArrayDeque<Service> free = new ArrayDeque<>();
    services.values().stream().filter(s -> !waiting.containsKey(s.name())).forEach(free::add);
    int taken = 0;
    while (!free.isEmpty()) {
      taken++;
      for (ServiceName needed : free.remove().dependsOn()) {
        if (waiting.merge(needed, -1, Integer::sum) == 0) {
          Service next = services.get(needed);
          if (next != null) {
            free.add(next);
          }
        }
      }
    }
    require(taken == services.size(), "services wait for each other", services.keySet());
  }

  private static void requireService(Map<ServiceName, Service> services, ServiceName name) {
    require(services.containsKey(name), "no such service", name);
  }

  private static void require(boolean holds, String otherwise, Object what) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + what);
    }
  }
}
