package dev.photon.provider.docker;

import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What a container's labels say: all that is known of a node after a restart.
 *
 * @param ports that the node listens on when it is ready
 */
record NodeLabels(
    NodeId id,
    String fingerprint,
    long revision,
    long epoch,
    Resources resources,
    List<Integer> ports) {
  static final String DATACENTER = "dev.photon.datacenter";
  static final String DEPLOYMENT = "dev.photon.deployment";
  static final String SERVICE = "dev.photon.service";

  /** On networks only: what it is for. */
  static final String NETWORK = "dev.photon.network";

  private static final String SLOT = "dev.photon.slot";
  private static final String INCARNATION = "dev.photon.incarnation";
  private static final String FINGERPRINT = "dev.photon.fingerprint";
  private static final String REVISION = "dev.photon.revision";
  private static final String EPOCH = "dev.photon.epoch";
  private static final String CPU = "dev.photon.milli-cpu";
  private static final String MEMORY = "dev.photon.memory-bytes";
  private static final String DISK = "dev.photon.disk-bytes";
  private static final String PORTS = "dev.photon.ports";

  NodeLabels {
    ports = List.copyOf(ports);
  }

  static NodeLabels of(NodeSpec node) {
    return new NodeLabels(
        node.id(),
        node.template().fingerprint(),
        node.revision(),
        node.epoch(),
        node.template().resources(),
        node.template().ports().stream().map(Port::number).toList());
  }

  /** The name of a node's container; no other container of the engine may bear it. */
  static String containerName(DatacenterId datacenter, NodeId id) {
    return String.join(
        ".",
        "photon",
        datacenter.value(),
        id.deployment().value(),
        id.service().value(),
        Integer.toString(id.slot()),
        Integer.toString(id.incarnation()));
  }

  /** The labels that all of a service's containers carry, of this node's service. */
  static Map<String, String> service(NodeId id) {
    return Map.of(DEPLOYMENT, id.deployment().value(), SERVICE, id.service().value());
  }

  /** The labels that tell a node's container from all others of its datacenter. */
  static Map<String, String> identity(NodeId id) {
    Map<String, String> labels = new TreeMap<>(service(id));
    labels.put(SLOT, Integer.toString(id.slot()));
    labels.put(INCARNATION, Integer.toString(id.incarnation()));
    return labels;
  }

  Map<String, String> toMap(DatacenterId datacenter) {
    Map<String, String> labels = identity(id);
    labels.put(DATACENTER, datacenter.value());
    labels.put(FINGERPRINT, fingerprint);
    labels.put(REVISION, Long.toString(revision));
    labels.put(EPOCH, Long.toString(epoch));
    labels.put(CPU, Long.toString(resources.milliCpu()));
    labels.put(MEMORY, Long.toString(resources.memoryBytes()));
    labels.put(DISK, Long.toString(resources.diskBytes()));
    labels.put(PORTS, String.join(",", ports.stream().map(String::valueOf).toList()));
    return labels;
  }

  /** Reads a container's labels; empty if they are not those of a node. */
  static Optional<NodeLabels> parse(JsonNode labels) {
    try {
      NodeId id =
          new NodeId(
              new DeploymentId(text(labels, DEPLOYMENT)),
              ServiceName.of(text(labels, SERVICE)),
              Integer.parseInt(text(labels, SLOT)),
              Integer.parseInt(text(labels, INCARNATION)));
      return Optional.of(
          new NodeLabels(
              id,
              text(labels, FINGERPRINT),
              number(labels, REVISION),
              number(labels, EPOCH),
              new Resources(number(labels, CPU), number(labels, MEMORY), number(labels, DISK)),
              ports(text(labels, PORTS))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(JsonNode labels, String name) {
    JsonNode value = labels.path(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("no label " + name);
    }
    return value.stringValue();
  }

  private static long number(JsonNode labels, String name) {
    return Long.parseLong(text(labels, name));
  }

  private static List<Integer> ports(String text) {
    List<Integer> ports = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String port : text.split(",", -1)) {
        ports.add(Integer.valueOf(port));
      }
    }
    return ports;
  }
}
