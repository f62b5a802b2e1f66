package dev.photon.provider.docker;

import dev.photon.config.Resources;
import dev.photon.provider.docker.NetworkPlan.Member;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads the nodes of one datacenter back from the engine: one list, and details only of containers
 * that changed since they were last looked at.
 */
final class NodeReader {
  private static final Duration PROBE_TIMEOUT = Duration.ofMillis(500);
  private static final int MAX_LAST_WORDS = 200;

  private final EngineClient engine;
  private final DatacenterId datacenter;
  private final PortProbe probe = new PortProbe(PROBE_TIMEOUT);

  /** By container: a cache only, what it lacks is asked again. */
  private final Map<String, Details> known = new ConcurrentHashMap<>();

  /**
   * What only the inspection of a container tells.
   *
   * @param key changes when the container does
   */
  private record Details(String key, Instant since, String text) {}

  NodeReader(EngineClient engine, DatacenterId datacenter) {
    this.engine = engine;
    this.datacenter = datacenter;
  }

  /** The containers of this datacenter's nodes that have all these labels. */
  List<Container> containers(Map<String, String> labels) throws EngineException {
    Map<String, String> filter = new HashMap<>(labels);
    filter.put(NodeLabels.DATACENTER, datacenter.value());
    List<Container> containers = new ArrayList<>();
    for (JsonNode json : engine.listContainers(filter)) {
      Container.parse(datacenter, json).ifPresent(containers::add);
    }
    return containers;
  }

  /** The deployment's containers that can be on a network. */
  List<Member> members(DeploymentId deployment) throws EngineException {
    return containers(Map.of(NodeLabels.DEPLOYMENT, deployment.value())).stream()
        .filter(container -> !container.ended())
        .map(Container::member)
        .toList();
  }

  /**
   * All nodes.
   *
   * @param stopping those that are being deleted right now
   */
  List<ObservedNode> observe(Set<NodeId> stopping) throws EngineException {
    List<Container> containers = containers(Map.of());
    Set<InetSocketAddress> accepting = probe(containers);
    List<ObservedNode> nodes = new ArrayList<>();
    for (Container container : containers) {
      Optional<Details> details = details(container);
      // Without details it has gone since the list was made.
      details.ifPresent(
          d ->
              nodes.add(node(container, d, stopping.contains(container.labels().id()), accepting)));
    }
    known.keySet().retainAll(containers.stream().map(Container::id).collect(Collectors.toSet()));
    nodes.sort(Comparator.comparing(ObservedNode::id));
    return nodes;
  }

  private static ObservedNode node(
      Container container, Details details, boolean stopping, Set<InetSocketAddress> accepting) {
    NodeLabels labels = container.labels();
    NodeState state;
    String detail = details.text();
    if (stopping || container.state().equals("removing")) {
      state = NodeState.STOPPING;
    } else if (container.ended()) {
      state = NodeState.DEAD;
    } else if (container.neverStarted()) {
      state = NodeState.CREATED;
    } else {
      detail = unready(container, accepting);
      state = detail.isEmpty() ? NodeState.READY : NodeState.STARTING;
    }
    return new ObservedNode(
        labels.id(),
        state,
        labels.fingerprint(),
        labels.revision(),
        labels.epoch(),
        detail,
        details.since(),
        container.addresses(),
        container.ended() ? Resources.NONE : labels.resources());
  }

  /** Why a node that lives is not ready; empty if it is. */
  private static String unready(Container container, Set<InetSocketAddress> accepting) {
    if (!container.running()) {
      return container.state();
    }
    if (!container.healthy()) {
      return "the image's health check has not passed " + container.remark();
    }
    for (int port : container.labels().ports()) {
      if (!accepting.contains(new InetSocketAddress(container.homeAddress(), port))) {
        return "port " + port + " does not accept connections yet";
      }
    }
    return "";
  }

  private Set<InetSocketAddress> probe(List<Container> containers) throws EngineException {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (Container container : containers) {
      if (container.running() && container.healthy() && !container.homeAddress().isEmpty()) {
        for (int port : container.labels().ports()) {
          addresses.add(new InetSocketAddress(container.homeAddress(), port));
        }
      }
    }
    try {
      return probe.accepting(addresses);
    } catch (IOException e) {
      throw new EngineException("the nodes' ports cannot be tried: " + e.getMessage(), e);
    }
  }

  private Optional<Details> details(Container container) throws EngineException {
    String key = container.state() + (container.ended() ? container.remark() : "");
    Details cached = known.get(container.id());
    if (cached != null && cached.key().equals(key) && !container.neverStarted()) {
      return Optional.of(cached);
    }
    Optional<JsonNode> inspected = engine.inspectContainer(container.id());
    if (inspected.isEmpty()) {
      return Optional.empty();
    }
    JsonNode state = inspected.get().path("State");
    Details details;
    if (container.ended()) {
      details = new Details(key, instant(state.path("FinishedAt")), ending(container.id(), state));
    } else if (container.neverStarted()) {
      Instant created = instant(inspected.get().path("Created"));
      details = new Details(key, created, state.path("Error").asString(""));
    } else {
      details = new Details(key, instant(state.path("StartedAt")), "");
    }
    known.put(container.id(), details);
    return Optional.of(details);
  }

  private String ending(String id, JsonNode state) {
    int status = state.path("ExitCode").asInt(0);
    String text = "exited with status " + status;
    if (state.path("OOMKilled").asBoolean(false)) {
      return text + " (out of memory)";
    }
    String error = state.path("Error").asString("");
    if (!error.isEmpty()) {
      return text + " (" + error + ")";
    }
    if (status == 137) {
      return text + " (killed)";
    }
    String words = status == 0 ? "" : lastWords(id);
    return words.isEmpty() ? text : text + ": " + words;
  }

  /** The last line of a node's output, for people; empty where there is none to be had. */
  private String lastWords(String id) {
    try (EngineStream logs = engine.logs(id, 1, false)) {
      return LogFrames.text(logs.source(), MAX_LAST_WORDS).strip();
    } catch (EngineException | IOException e) {
      return "";
    }
  }

  private static Instant instant(JsonNode text) {
    try {
      return Instant.parse(text.asString(""));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
