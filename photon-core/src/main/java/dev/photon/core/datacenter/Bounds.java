package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeTemplate;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How much a part may ask for. */
final class Bounds {
  static final int SERVICES = 1_000;
  static final int NODES = 10_000;
  private static final int CONNECTIONS = 10_000;
  private static final int PORTS = 100;
  private static final int TEXTS = 1_000;
  private static final int CHARACTERS = 256 * 1024;

  private Bounds() {}

  /**
   * Refuses a part that is too large or contradicts itself.
   *
   * @throws ApiException {@code INVALID}
   */
  static void check(DesiredDeployment part) {
    if (part.epoch() < 1 || part.revision() < 1) {
      throw invalid("invalid-part", "epoch and revision count from 1");
    }
    most("services", part.services().size(), SERVICES);
    most("connections", part.connections().size(), CONNECTIONS);
    most("services that are not ready elsewhere", part.unreadyElsewhere().size(), SERVICES);
    Set<ServiceName> names = new TreeSet<>();
    long nodes = 0;
    for (DesiredService service : part.services()) {
      if (!names.add(service.name())) {
        throw invalid("invalid-part", "service " + service.name() + " is there twice");
      }
      nodes += service.nodes();
      most("dependencies of " + service.name(), service.dependsOn().size(), SERVICES);
      check(service.name(), service.template());
    }
    most("nodes", nodes, NODES);
  }

  private static void check(ServiceName service, NodeTemplate template) {
    most("ports of " + service, template.ports().size(), PORTS);
    most("args of " + service, template.args().size(), TEXTS);
    most("env of " + service, template.env().size(), TEXTS);
    long args = template.args().stream().mapToLong(String::length).sum();
    most("characters in the args of " + service, args, CHARACTERS);
    long env = 0;
    for (Map.Entry<String, String> entry : template.env().entrySet()) {
      env += entry.getKey().length() + (long) entry.getValue().length();
    }
    most("characters in the env of " + service, env, CHARACTERS);
  }

  private static void most(String what, long there, long most) {
    if (there > most) {
      throw invalid("too-large", "%s: %d, at most %d".formatted(what, there, most));
    }
  }

  private static ApiException invalid(String reason, String message) {
    return new ApiException(Status.INVALID, reason, message);
  }
}
