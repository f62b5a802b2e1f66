package dev.photon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Says what a service is, for {@link DeploymentBuilder}. Not for use by several threads. */
public final class ServiceBuilder {
  private final ServiceName name;
  private final String image;
  private final List<String> args = new ArrayList<>();
  private final Map<String, String> env = new LinkedHashMap<>();
  private final List<ServiceName> dependsOn = new ArrayList<>();
  private final List<Expose> exposes = new ArrayList<>();
  private Optional<HealthCheck> health = Optional.empty();
  private UpdatePolicy update = UpdatePolicy.DEFAULT;

  ServiceBuilder(ServiceName name, String image) {
    this.name = name;
    this.image = image;
  }

  /** Arguments, instead of the image's own command. */
  public ServiceBuilder args(String... more) {
    args.addAll(List.of(more));
    return this;
  }

  /** A variable of its processes. */
  public ServiceBuilder env(String variable, String value) {
    env.put(variable, value);
    return this;
  }

  /** Services that must be ready before it starts. */
  public ServiceBuilder dependsOn(String... names) {
    for (String needed : names) {
      dependsOn.add(ServiceName.of(needed));
    }
    return this;
  }

  /** A port that the nodes of these services in the same datacenter may connect to. */
  public ServiceBuilder expose(int port, String... services) {
    List<Client> clients = new ArrayList<>();
    for (String service : services) {
      clients.add(new Client.LocalService(ServiceName.of(service)));
    }
    return expose(port, clients);
  }

  /** A port that anyone may connect to, from anywhere. */
  public ServiceBuilder exposeToAnyone(int port) {
    return expose(port, List.of(new Client.Anyone()));
  }

  private ServiceBuilder expose(int port, List<Client> clients) {
    return expose(new Expose(port, Protocol.defaultFor(port), OptionalInt.empty(), clients));
  }

  /** A port and who may connect to it. */
  public ServiceBuilder expose(Expose expose) {
    exposes.add(expose);
    return this;
  }

  /** When a node is ready. */
  public ServiceBuilder health(HealthCheck check) {
    health = Optional.of(check);
    return this;
  }

  /** How its nodes are replaced by those of a new revision. */
  public ServiceBuilder update(UpdatePolicy policy) {
    update = policy;
    return this;
  }

  Service build() {
    return new Service(name, image, args, env, dependsOn, exposes, health, update);
  }
}
