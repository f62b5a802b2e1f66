package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One service: what every node of it runs, needs and exposes. Immutable; keeps the file's order.
 *
 * @param args what the image is started with; empty for the image's own command
 * @param env may hold passwords: {@link #toString} shows the names only
 * @param dependsOn services that must be ready before this one starts; never itself, none twice
 * @param exposes at most one per port
 * @param health when a node is ready; empty if that is when its exposed ports accept connections
 */
public record Service(
    ServiceName name,
    String image,
    List<String> args,
    Map<String, String> env,
    List<ServiceName> dependsOn,
    List<Expose> exposes,
    Optional<HealthCheck> health,
    UpdatePolicy update) {

  /** A service without a health check of its own, updated as usual. */
  public Service(
      ServiceName name,
      String image,
      List<String> args,
      Map<String, String> env,
      List<ServiceName> dependsOn,
      List<Expose> exposes) {
    this(name, image, args, env, dependsOn, exposes, Optional.empty(), UpdatePolicy.DEFAULT);
  }

  public Service {
    args = List.copyOf(args);
    env = ImmutableMap.copyOf(env);
    dependsOn = List.copyOf(dependsOn);
    exposes = List.copyOf(exposes);
    require(Text.isImage(image), name, "image is not the name of one");
    for (String arg : args) {
      require(Text.isPassable(arg), name, "an argument is too long or cannot be passed on");
    }
    for (Map.Entry<String, String> variable : env.entrySet()) {
      require(Text.isEnvName(variable.getKey()), name, "env has a name that is not one");
      require(Text.isPassable(variable.getValue()), name, "env value cannot be passed on");
    }
    require(!dependsOn.contains(name), name, "a service cannot depend on itself");
    require(isDistinct(dependsOn), name, "depends-on names one twice");
    if (exposes.size() > 1) {
      requireDistinctPorts(exposes, name);
    }
  }

  private static boolean isDistinct(List<ServiceName> names) {
    if (names.size() > 8) {
      return Set.copyOf(names).size() == names.size();
    }
    for (int i = 1; i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        return false;
      }
    }
    return true;
  }

  private static void requireDistinctPorts(List<Expose> exposes, ServiceName name) {
    Set<Integer> inside = new HashSet<>();
    Set<Integer> outside = new HashSet<>();
    for (Expose expose : exposes) {
      if (!inside.add(expose.port())) {
        throw refused(name, "a port is exposed twice: " + expose.port());
      }
      if (!outside.add(expose.outsidePort())) {
        throw refused(name, "two ports are one outside: " + expose);
      }
    }
  }

  private static void require(boolean holds, ServiceName name, String otherwise) {
    if (!holds) {
      throw refused(name, otherwise);
    }
  }

  private static IllegalArgumentException refused(ServiceName name, String why) {
    return new IllegalArgumentException("service " + name + ": " + why);
  }

  @Override
  public String toString() {
    return "Service[name=%s, image=%s, args=%s, env=%s, dependsOn=%s, exposes=%s, health=%s, update=%s]"
        .formatted(name, image, args, env.keySet(), dependsOn, exposes, health, update);
  }
}
