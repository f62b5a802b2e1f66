package dev.photon.config;

import java.util.Map;
import java.util.Set;

/**
 * Writes a configuration as one canonical YAML document: loading it gives an equal value. Defaults
 * are written out, so that the document means the same to a build with other defaults.
 */
public final class ConfigPrinter {
  private final DocumentWriter out;

  private ConfigPrinter(DocumentWriter out) {
    this.out = out;
  }

  /** The document, secrets included: it is for machines and their owner, not for a log. */
  public static String print(DeploymentConfig config) {
    return print(config, new YamlWriter());
  }

  /**
   * The document with a comment behind each value that says where it was written, and what it
   * overrides there; what has no comment is a default.
   */
  public static String print(DeploymentConfig config, Origins origins) {
    return print(config, new YamlWriter(path -> origins.at(path).map(Origins::text).orElse("")));
  }

  /**
   * The document as JSON, which is YAML, too: loading it gives an equal value, unless a text in it
   * is longer than a line may be, which JSON cannot break.
   */
  public static String printJson(DeploymentConfig config) {
    DocumentTree tree = new DocumentTree();
    print(config, tree);
    return Json.indented(tree.value());
  }

  private static String print(DeploymentConfig config, DocumentWriter out) {
    ConfigPrinter printer = new ConfigPrinter(out);
    printer.out.key("version").quoted("0.1");
    printer.services(config.services());
    printer.deployment(config);
    printer.notifications(config);
    return printer.out.toString();
  }

  private void services(Map<ServiceName, Service> services) {
    if (!services.isEmpty()) {
      out.key("services").begin();
      services.forEach(
          (name, service) -> {
            out.key(name.value()).begin();
            service(service);
            out.end();
          });
      out.end();
    }
  }

  private void service(Service service) {
    out.key("image").text(service.image());
    if (!service.args().isEmpty()) {
      out.key("args").begin();
      service.args().forEach(arg -> out.item().text(arg));
      out.end();
    }
    if (!service.env().isEmpty()) {
      out.key("env").begin();
      service.env().forEach((name, value) -> out.key(name).quoted(value));
      out.end();
    }
    if (!service.dependsOn().isEmpty()) {
      out.key("depends-on").begin();
      service.dependsOn().forEach(needed -> out.item().text(needed.value()));
      out.end();
    }
    if (!service.exposes().isEmpty()) {
      out.key("expose").begin();
      service.exposes().forEach(this::expose);
      out.end();
    }
    service.health().ifPresent(this::health);
    if (!service.update().equals(UpdatePolicy.DEFAULT)) {
      out.key("update").begin();
      out.key("parallel").plain(Integer.toString(service.update().parallel()));
      out.key("max-surge").plain(Integer.toString(service.update().maxSurge()));
      out.key("on-failure").plain(service.update().onFailure().text());
      out.end();
    }
  }

  private void health(HealthCheck health) {
    out.key("health").begin();
    if (health.probe() instanceof HealthCheck.Http http) {
      out.key("http").quoted(http.path());
      out.key("port").plain(Integer.toString(http.port()));
    } else {
      out.key("tcp").plain(Integer.toString(health.probe().port()));
    }
    out.key("interval").plain(Durations.text(health.interval()));
    out.key("timeout").plain(Durations.text(health.timeout()));
    out.key("retries").plain(Integer.toString(health.retries()));
    out.key("start-period").plain(Durations.text(health.startPeriod()));
    out.end();
  }

  private void expose(Expose expose) {
    out.item().key("port").plain(Integer.toString(expose.port()));
    out.more();
    out.key("proto").plain(expose.proto().text());
    expose.as().ifPresent(as -> out.key("as").plain(Integer.toString(as)));
    if (!expose.to().isEmpty()) {
      out.key("to").begin();
      expose.to().forEach(this::client);
      out.end();
    }
    out.end();
  }

  private void client(Client client) {
    if (client instanceof Client.Anyone) {
      out.item().key("global").plain("true");
    } else if (client instanceof Client.LocalService local) {
      out.item().key("service").text(local.service().value());
    } else if (client instanceof Client.GlobalService global) {
      out.item().key("service").text(global.service().value());
      out.more();
      out.key("global").plain("true");
      out.end();
    } else {
      throw new AssertionError(client);
    }
  }

  private void deployment(DeploymentConfig config) {
    if (config.datacenters().isEmpty()) {
      return;
    }
    out.key("deployment").begin();
    out.key("datacenters").begin();
    config.datacenters().values().forEach(this::datacenter);
    out.end();
    if (!config.placements().isEmpty()) {
      out.key("services").begin();
      config
          .placements()
          .forEach(
              (service, where) -> {
                out.key(service.value()).begin();
                where.forEach(
                    (datacenter, placement) -> {
                      out.key(datacenter.value()).begin();
                      out.key("profile").text(placement.profile().value());
                      nodes(placement);
                      out.end();
                    });
                out.end();
              });
      out.end();
    }
    out.end();
  }

  private void nodes(Placement placement) {
    if (placement.autoscaling().isEmpty()) {
      out.key("nodes").plain(Integer.toString(placement.nodes()));
      return;
    }
    Autoscaling scaled = placement.autoscaling().get();
    out.key("nodes").begin();
    out.key("min").plain(Integer.toString(scaled.min()));
    out.key("max").plain(Integer.toString(scaled.max()));
    scaled.targetCpu().ifPresent(cpu -> out.key("target-cpu").plain(Integer.toString(cpu)));
    scaled
        .targetMemory()
        .ifPresent(memory -> out.key("target-memory").plain(Integer.toString(memory)));
    out.end();
  }

  private void datacenter(Datacenter datacenter) {
    out.key(datacenter.name().value()).begin();
    out.key("region").plain(datacenter.region().text());
    if (!datacenter.profiles().isEmpty()) {
      out.key("profiles").begin();
      datacenter.profiles().values().forEach(this::profile);
      out.end();
    }
    out.end();
  }

  private void profile(Profile profile) {
    out.key(profile.name().value()).begin();
    out.key("qos").begin();
    out.key("lifetime").plain(profile.lifetime().text());
    out.key("cpu").plain(profile.resources().cpuText());
    out.key("memory").plain(profile.resources().memoryText());
    out.key("disk").plain(profile.resources().diskText());
    out.end();
    profile
        .maxPrice()
        .ifPresent(
            price -> {
              out.key("pricing").begin();
              out.key("max-price").plain(price.text());
              out.end();
            });
    out.end();
  }

  private void notifications(DeploymentConfig config) {
    if (config.notifications().isEmpty()) {
      return;
    }
    out.key("notifications").begin();
    for (NotificationTarget target : config.notifications()) {
      out.item().key("name").text(target.name());
      out.more();
      out.key("type").text(target.type());
      target.settings().forEach((key, value) -> out.key(key).quoted(value));
      target.secret().ifPresent(secret -> out.key("secret").quoted(secret.reveal()));
      if (!target.events().equals(Set.of(EventType.values()))) {
        out.key("events").begin();
        target.events().forEach(event -> out.item().plain(event.text()));
        out.end();
      }
      out.end();
    }
    out.end();
  }
}
