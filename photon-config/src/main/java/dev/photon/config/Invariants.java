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
    for (Map.Entry<ServiceName, Service> entry : services.entrySet()) {
      Service service = entry.getValue();
      require(entry.getKey().equals(service.name()), "service under another name", entry.getKey());
      for (ServiceName needed : service.dependsOn()) {
        requireService(services, needed);
      }
      for (Expose expose : service.exposes()) {
        requireClients(services, expose);
      }
    }
    if (!isInOrder(services)) {
      requireNoCycle(services);
    }
    for (Map.Entry<DatacenterName, Datacenter> entry : datacenters.entrySet()) {
      require(
          entry.getKey().equals(entry.getValue().name()),
          "datacenter under another name",
          entry.getKey());
    }
    for (ServiceName service : placements.keySet()) {
      requireService(services, service);
    }
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

  /**
   * Whether all wait for earlier ones, or all for later ones, as in most files: in no circle then.
   */
  private static boolean isInOrder(Map<ServiceName, Service> services) {
    Set<ServiceName> seen = new HashSet<>();
    boolean earlier = true;
    boolean later = true;
    for (Service service : services.values()) {
      for (ServiceName needed : service.dependsOn()) {
        boolean isEarlier = seen.contains(needed);
        earlier &= isEarlier;
        later &= !isEarlier;
      }
      seen.add(service.name());
    }
    return earlier || later;
  }

  /** Takes away what nobody waits for, until nothing is left or all that is left waits. */
  private static void requireNoCycle(Map<ServiceName, Service> services) {
    Map<ServiceName, Integer> waiting = new HashMap<>();
    for (Service service : services.values()) {
      for (ServiceName needed : service.dependsOn()) {
        waiting.put(needed, waiting.getOrDefault(needed, 0) + 1);
      }
    }
    ArrayDeque<Service> free = new ArrayDeque<>();
    for (Service service : services.values()) {
      if (!waiting.containsKey(service.name())) {
        free.add(service);
      }
    }
    int taken = 0;
    while (!free.isEmpty()) {
      taken++;
      for (ServiceName needed : free.remove().dependsOn()) {
        int left = waiting.getOrDefault(needed, 0) - 1;
        waiting.put(needed, left);
        Service next = services.get(needed);
        if (left == 0 && next != null) {
          free.add(next);
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
