package dev.photon.provider.docker;

import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import java.time.Duration;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says to the engine, in its words, what a node is. Pure. */
final class ContainerConfig {
  /** How long a node may take to end in good order. */
  static final Duration STOP_GRACE = Duration.ofSeconds(10);

  /** The least that the engine takes. */
  private static final long MIN_MEMORY_BYTES = 6L << 20;

  private static final long MIN_MILLI_CPU = 10;
  private static final int MAX_HOST_NAME = 63;

  private ContainerConfig() {}

  /**
   * Writes the body of the engine's create call.
   *
   * @param homeNetwork id of the network that the container starts on
   */
  static ObjectNode of(
      DatacenterId datacenter, NodeSpec node, DockerOptions options, String homeNetwork) {
    NodeTemplate template = node.template();
    ObjectNode config = EngineClient.object();
    config.put("Image", template.image());
    config.put("Hostname", hostName(datacenter, node.id()));
    if (!template.args().isEmpty()) {
      ArrayNode args = config.putArray("Cmd");
      template.args().forEach(args::add);
    }
    ArrayNode env = config.putArray("Env");
    template.env().forEach((name, value) -> env.add(name + "=" + value));
    ObjectNode labels = config.putObject("Labels");
    NodeLabels.of(node).toMap(datacenter).forEach(labels::put);
    config.put("StopTimeout", STOP_GRACE.toSeconds());

    ObjectNode host = config.putObject("HostConfig");
    host.put("NetworkMode", homeNetwork);
    limits(host, template, options);
    // Whether a dead node comes back is the reconciler's decision alone.
    host.putObject("RestartPolicy").put("Name", "no");
    host.putArray("SecurityOpt").add("no-new-privileges");
    host.putObject("LogConfig")
        .put("Type", "json-file")
        .putObject("Config")
        .put("max-size", "10m")
        .put("max-file", "2");
    publish(config, host, template, options);
    return config;
  }

  private static void limits(ObjectNode host, NodeTemplate template, DockerOptions options) {
    long memory = Math.max(MIN_MEMORY_BYTES, template.resources().memoryBytes());
    host.put("NanoCpus", Math.max(MIN_MILLI_CPU, template.resources().milliCpu()) * 1_000_000);
    host.put("Memory", memory);
    host.put("MemorySwap", memory); // Memory and swap together: no swap.
    host.put("PidsLimit", options.pidsLimit());
  }

  private static void publish(
      ObjectNode config, ObjectNode host, NodeTemplate template, DockerOptions options) {
    ObjectNode exposed = config.putObject("ExposedPorts");
    ObjectNode bindings = host.putObject("PortBindings");
    for (Port port : template.ports()) {
      if (port.anyone()) {
        String name = port.number() + "/tcp";
        exposed.putObject(name);
        bindings
            .putArray(name)
            .addObject()
            .put("HostIp", options.publishAddress())
            .put("HostPort", "");
      }
    }
  }

  /** {@code web-3-2.westcoast}, shortened to what a kernel takes as a host name. */
  static String hostName(DatacenterId datacenter, NodeId id) {
    String number = "-" + id.slot() + "-" + id.incarnation();
    String service = id.service().value();
    String name =
        service.substring(0, Math.min(service.length(), MAX_HOST_NAME - number.length())) + number;
    String full = name + "." + datacenter;
    return full.length() <= MAX_HOST_NAME ? full : name;
  }
}
