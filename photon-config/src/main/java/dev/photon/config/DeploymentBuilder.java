package dev.photon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes a deployment in a program, with the words of a file. What is wrong throws {@link
 * IllegalArgumentException} where it is said; what needs all parts (names that do not exist,
 * cycles) where {@link #build} is called. Not for use by several threads.
 *
 * <pre>{@code
 * DeploymentConfig shop =
 *     DeploymentConfig.builder()
 *         .service("db", "postgres:16", s -> s.env("POSTGRES_DB", "shop").expose(5432, "web"))
 *         .service("web", "shop:3", s -> s.dependsOn("db").exposeToAnyone(80))
 *         .datacenter("west", Region.US_WEST, d -> d.profile("small", "0.5", "512MiB", "1GiB"))
 *         .place("db", "west", "small", 1)
 *         .place("web", "west", "small", 3)
 *         .build();
 * }</pre>
 */
public final class DeploymentBuilder {
  private final Map<ServiceName, Service> services = new LinkedHashMap<>();
  private final Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
  private final Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
  private final List<NotificationTarget> notifications = new ArrayList<>();

  DeploymentBuilder() {}

  /** Adds a service that runs an image, and says more of it. */
  public DeploymentBuilder service(String name, String image, Consumer<ServiceBuilder> more) {
    ServiceBuilder builder = new ServiceBuilder(ServiceName.of(name), image);
    more.accept(builder);
    return service(builder.build());
  }

  /** Adds a service. */
  public DeploymentBuilder service(Service service) {
    if (services.putIfAbsent(service.name(), service) != null) {
      throw new IllegalArgumentException("there are two services " + service.name());
    }
    return this;
  }

  /** Adds an entry that is matched to one datacenter of the market, and says its sizes of nodes. */
  public DeploymentBuilder datacenter(
      String name, Region region, Consumer<DatacenterBuilder> more) {
    DatacenterBuilder builder = new DatacenterBuilder();
    more.accept(builder);
    DatacenterName key = DatacenterName.of(name);
    if (datacenters.putIfAbsent(key, new Datacenter(key, region, builder.profiles)) != null) {
      throw new IllegalArgumentException("there are two datacenters " + key);
    }
    return this;
  }

  /** Says how many nodes of a service run in a datacenter, and of which size. */
  public DeploymentBuilder place(String service, String datacenter, String profile, int nodes) {
    return place(service, datacenter, new Placement(ProfileName.of(profile), nodes));
  }

  /** Says how a service runs in a datacenter. */
  public DeploymentBuilder place(String service, String datacenter, Placement placement) {
    Map<DatacenterName, Placement> where =
        placements.computeIfAbsent(ServiceName.of(service), s -> new LinkedHashMap<>());
    if (where.putIfAbsent(DatacenterName.of(datacenter), placement) != null) {
      throw new IllegalArgumentException(service + " is placed in " + datacenter + " twice");
    }
    return this;
  }

  /** Tells all events, or those that are named, to a web address. */
  public DeploymentBuilder webhook(
      String name, String url, Optional<Secret> secret, EventType... events) {
    return notification(
        new NotificationTarget(name, "webhook", Set.of(events), Map.of("url", url), secret));
  }

  /** Tells all events, or those that are named, by mail. */
  public DeploymentBuilder email(String name, String to, EventType... events) {
    return notification(
        new NotificationTarget(name, "email", Set.of(events), Map.of("to", to), Optional.empty()));
  }

  /** Adds someone who is told of events. */
  public DeploymentBuilder notification(NotificationTarget target) {
    notifications.add(target);
    return this;
  }

  /** The deployment; the builder can go on to make another one. */
  public DeploymentConfig build() {
    return new DeploymentConfig(services, datacenters, placements, notifications);
  }

  /** Says which sizes of nodes there are in a datacenter. */
  public static final class DatacenterBuilder {
    private final Map<ProfileName, Profile> profiles = new LinkedHashMap<>();

    private DatacenterBuilder() {}

    /** A size without a limit of price, with amounts as a file spells them. */
    public DatacenterBuilder profile(String name, String cpu, String memory, String disk) {
      return profile(
          new Profile(
              ProfileName.of(name),
              Lifetime.SHORT,
              resources(cpu, memory, disk),
              Optional.empty()));
    }

    /** A size that may cost that much an hour at most, as {@code 0.12}. */
    public DatacenterBuilder profile(
        String name, String cpu, String memory, String disk, String maxPrice) {
      return profile(
          new Profile(
              ProfileName.of(name),
              Lifetime.SHORT,
              resources(cpu, memory, disk),
              Optional.of(Price.parse(maxPrice))));
    }

    /** A size. */
    public DatacenterBuilder profile(Profile profile) {
      if (profiles.putIfAbsent(profile.name(), profile) != null) {
        throw new IllegalArgumentException("there are two profiles " + profile.name());
      }
      return this;
    }

    private static Resources resources(String cpu, String memory, String disk) {
      return new Resources(
          Quantity.milliCpu(cpu), Quantity.bytes(memory).value(), Quantity.bytes(disk).value());
    }
  }
}
