package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;

/**
 * A whole, valid deployment: what runs, where, and who is told. Immutable; maps and lists keep the
 * order of the file.
 *
 * @param placements what runs where: only services and datacenters that exist, each with a profile
 *     that its datacenter has; a service that is placed nowhere is not in it
 */
public record DeploymentConfig(
    Map<ServiceName, Service> services,
    Map<DatacenterName, Datacenter> datacenters,
    Map<ServiceName, Map<DatacenterName, Placement>> placements,
    List<NotificationTarget> notifications) {

  /**
   * Throws {@link IllegalArgumentException} if a name is used that does not exist, services wait
   * for each other, or the whole is more than can be counted.
   */
  public DeploymentConfig {
    services = ImmutableMap.copyOf(services);
    datacenters = ImmutableMap.copyOf(datacenters);
    ImmutableMap.Builder<ServiceName, Map<DatacenterName, Placement>> copy = ImmutableMap.builder();
    for (Map.Entry<ServiceName, Map<DatacenterName, Placement>> entry : placements.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        copy.put(entry.getKey(), ImmutableMap.copyOf(entry.getValue()));
      }
    }
    placements = copy.buildOrThrow();
    notifications = List.copyOf(notifications);

    Invariants.check(services, datacenters, placements, notifications);
  }

  /** Begins a deployment that a program makes. */
  public static DeploymentBuilder builder() {
    return new DeploymentBuilder();
  }

  /**
   * What the deployment says, as {@code sha256:} and 64 hexadecimal digits. Two that say the same
   * have the same hash: the order of a file's keys, defaults that are written out, and how it was
   * spread over files do not count. Stable over builds: keys that are added to the language later
   * change it only where they are used. It covers the secrets, too, so whoever can guess all of a
   * deployment but a weak secret could find that out: treat the hash as you treat the file.
   */
  public String hash() {
    return CanonicalForm.hash(this);
  }
}
