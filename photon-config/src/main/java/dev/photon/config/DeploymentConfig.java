package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * A whole, valid deployment: what runs, where, and who is told. Immutable; maps and lists keep the
 * order of the file.
 *
 * @param placements what runs where: only services and datacenters that exist, each with a profile
 *     that its datacenter has
 */
public record DeploymentConfig(
    Map<ServiceName, Service> services,
    Map<DatacenterName, Datacenter> datacenters,
    Map<ServiceName, Map<DatacenterName, Placement>> placements,
    List<NotificationTarget> notifications) {

  /** Throws {@link IllegalArgumentException} if a name is used that does not exist. */
  public DeploymentConfig {
    services = ImmutableMap.copyOf(services);
    datacenters = ImmutableMap.copyOf(datacenters);
    ImmutableMap.Builder<ServiceName, Map<DatacenterName, Placement>> copy = ImmutableMap.builder();
    placements.forEach((service, where) -> copy.put(service, ImmutableMap.copyOf(where)));
    placements = copy.buildOrThrow();
    notifications = List.copyOf(notifications);

    for (Map.Entry<ServiceName, Service> entry : services.entrySet()) {
      require(entry.getKey().equals(entry.getValue().name()), "service under another name", entry);
      for (ServiceName needed : entry.getValue().dependsOn()) {
        require(services.containsKey(needed), "no such service", needed);
      }
    }
    for (Map.Entry<DatacenterName, Datacenter> entry : datacenters.entrySet()) {
      require(
          entry.getKey().equals(entry.getValue().name()),
          "datacenter under another name",
          entry.getKey());
    }
    for (Map.Entry<ServiceName, Map<DatacenterName, Placement>> entry : placements.entrySet()) {
      require(services.containsKey(entry.getKey()), "no such service", entry.getKey());
      for (Map.Entry<DatacenterName, Placement> place : entry.getValue().entrySet()) {
        Datacenter datacenter = datacenters.get(place.getKey());
        if (datacenter == null) {
          throw new IllegalArgumentException("no such datacenter: " + place.getKey());
        }
        require(
            datacenter.profiles().containsKey(place.getValue().profile()),
            "datacenter " + place.getKey() + " has no such profile",
            place.getValue().profile());
      }
    }
    long names = notifications.stream().map(NotificationTarget::name).distinct().count();
    require(names == notifications.size(), "notification names must differ", notifications);
  }

  private static void require(boolean holds, String otherwise, Object what) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise + ": " + what);
    }
  }
}
