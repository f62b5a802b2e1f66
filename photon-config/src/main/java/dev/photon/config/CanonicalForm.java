package dev.photon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a deployment says, as a tree of sorted maps, lists and texts that leaves out whatever is as
 * usual: so that neither the order of a file nor keys that later builds add change its hash.
 *
 * <p>Lists whose order means nothing ({@code depends-on}, {@code expose}, {@code to},
 * notifications) are maps here. The bytes that are hashed are JSON with sorted keys and without
 * spaces, in the manner of RFC 8785, of texts alone.
 */
final class CanonicalForm {
  private CanonicalForm() {}

  static String hash(DeploymentConfig config) {
    String json = Json.compact(of(config));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  static Map<String, Object> of(DeploymentConfig config) {
    Map<String, Object> form = new TreeMap<>();
    form.put("version", Language.VERSION);
    Map<String, Object> services = new TreeMap<>();
    config.services().forEach((name, service) -> services.put(name.value(), service(service)));
    put(form, "services", services);
    Map<String, Object> datacenters = new TreeMap<>();
    config
        .datacenters()
        .forEach((name, datacenter) -> datacenters.put(name.value(), datacenter(datacenter)));
    put(form, "datacenters", datacenters);
    Map<String, Object> placements = new TreeMap<>();
    config
        .placements()
        .forEach(
            (service, where) -> {
              Map<String, Object> each = new TreeMap<>();
              where.forEach((at, placement) -> each.put(at.value(), placement(placement)));
              placements.put(service.value(), each);
            });
    put(form, "placements", placements);
    Map<String, Object> targets = new TreeMap<>();
    config.notifications().forEach(target -> targets.put(target.name(), target(target)));
    put(form, "notifications", targets);
    return form;
  }

  private static Map<String, Object> service(Service service) {
    Map<String, Object> form = new TreeMap<>();
    form.put("image", service.image());
    put(form, "args", service.args());
    put(form, "env", new TreeMap<>(service.env()));
    Map<String, Object> needed = new TreeMap<>();
    service.dependsOn().forEach(name -> needed.put(name.value(), Map.of()));
    put(form, "depends-on", needed);
    Map<String, Object> exposes = new TreeMap<>();
    service
        .exposes()
        .forEach(expose -> exposes.put(Integer.toString(expose.port()), expose(expose)));
    put(form, "expose", exposes);
    service.health().ifPresent(health -> form.put("health", health(health)));
    put(form, "update", update(service.update()));
    return form;
  }

  private static Map<String, Object> expose(Expose expose) {
    Map<String, Object> form = new TreeMap<>();
    form.put("proto", expose.proto().text());
    expose.as().ifPresent(as -> form.put("as", Integer.toString(as)));
    Map<String, Object> clients = new TreeMap<>();
    for (Client client : expose.to()) {
      if (client instanceof Client.LocalService local) {
        clients.put(local.service() + "/local", Map.of());
      } else if (client instanceof Client.GlobalService global) {
        clients.put(global.service() + "/global", Map.of());
      } else {
        clients.put("*", Map.of());
      }
    }
    put(form, "to", clients);
    return form;
  }

  private static Map<String, Object> health(HealthCheck health) {
    Map<String, Object> form = new TreeMap<>();
    form.put("port", Integer.toString(health.probe().port()));
    if (health.probe() instanceof HealthCheck.Http http) {
      form.put("http", http.path());
    }
    HealthCheck usual = new HealthCheck(health.probe());
    put(form, "interval", health.interval(), usual.interval());
    put(form, "timeout", health.timeout(), usual.timeout());
    put(form, "retries", health.retries(), usual.retries());
    put(form, "start-period", health.startPeriod(), usual.startPeriod());
    return form;
  }

  private static Map<String, Object> update(UpdatePolicy update) {
    Map<String, Object> form = new TreeMap<>();
    put(form, "parallel", update.parallel(), UpdatePolicy.DEFAULT.parallel());
    put(form, "max-surge", update.maxSurge(), UpdatePolicy.DEFAULT.maxSurge());
    put(form, "on-failure", update.onFailure(), UpdatePolicy.DEFAULT.onFailure());
    return form;
  }

  private static Map<String, Object> datacenter(Datacenter datacenter) {
    Map<String, Object> form = new TreeMap<>();
    form.put("region", datacenter.region().text());
    Map<String, Object> profiles = new TreeMap<>();
    datacenter.profiles().forEach((name, profile) -> profiles.put(name.value(), profile(profile)));
    put(form, "profiles", profiles);
    return form;
  }

  private static Map<String, Object> profile(Profile profile) {
    Map<String, Object> form = new TreeMap<>();
    put(form, "lifetime", profile.lifetime(), Lifetime.SHORT);
    put(form, "cpu", profile.resources().milliCpu(), Resources.USUAL.milliCpu());
    put(form, "memory", profile.resources().memoryBytes(), Resources.USUAL.memoryBytes());
    put(form, "disk", profile.resources().diskBytes(), Resources.USUAL.diskBytes());
    profile
        .maxPrice()
        .ifPresent(price -> form.put("max-price", Long.toString(price.microDollarsPerHour())));
    return form;
  }

  private static Map<String, Object> placement(Placement placement) {
    Map<String, Object> form = new TreeMap<>();
    form.put("profile", placement.profile().value());
    put(form, "nodes", placement.nodes(), 1);
    placement
        .autoscaling()
        .ifPresent(
            scaled -> {
              form.put("max", Integer.toString(scaled.max()));
              scaled.targetCpu().ifPresent(cpu -> form.put("target-cpu", Integer.toString(cpu)));
              scaled
                  .targetMemory()
                  .ifPresent(memory -> form.put("target-memory", Integer.toString(memory)));
            });
    return form;
  }

  private static Map<String, Object> target(NotificationTarget target) {
    Map<String, Object> form = new TreeMap<>();
    form.put("type", target.type());
    if (target.events().size() < EventType.values().length) {
      form.put("events", target.events().stream().map(EventType::text).sorted().toList());
    }
    put(form, "settings", new TreeMap<>(target.settings()));
    target.secret().ifPresent(secret -> form.put("secret", secret.reveal()));
    return form;
  }

  private static void put(Map<String, Object> form, String key, Object value, Object usual) {
    if (!value.equals(usual)) {
      form.put(key, value.toString());
    }
  }

  private static void put(Map<String, Object> form, String key, Map<String, ?> value) {
    if (!value.isEmpty()) {
      form.put(key, value);
    }
  }

  private static void put(Map<String, Object> form, String key, List<?> value) {
    if (!value.isEmpty()) {
      form.put(key, value);
    }
  }
}
