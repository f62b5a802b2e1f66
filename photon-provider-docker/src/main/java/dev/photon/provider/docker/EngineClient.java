package dev.photon.provider.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okio.BufferedSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of the Docker Engine API that a datacenter needs, as JSON trees. Blocking; safe for
 * many threads.
 */
final class EngineClient implements AutoCloseable {
  /** How much longer than a container's own grace its stop may take. */
  private static final Duration STOP_MARGIN = Duration.ofSeconds(20);

  private static final long MAX_PULL_LINE = 1L << 20;

  private final EngineHttp http;

  EngineClient(EngineAddress address) {
    this.http = new EngineHttp(address);
  }

  EngineAddress address() {
    return http.address();
  }

  JsonNode info() throws EngineException {
    return http.get("info").send();
  }

  /** Containers with all these labels, running or not. */
  List<JsonNode> listContainers(Map<String, String> labels) throws EngineException {
    return list(
        http.get("containers", "json").query("all", "true").query("filters", filters(labels)));
  }

  Optional<JsonNode> inspectContainer(String idOrName) throws EngineException {
    return optional(http.get("containers", idOrName, "json"));
  }

  /** Returns the new container's id. */
  String createContainer(String name, JsonNode config) throws EngineException {
    JsonNode answer = http.post("containers", "create").query("name", name).body(config).send();
    return answer.path("Id").asString("");
  }

  void startContainer(String id) throws EngineException {
    http.post("containers", id, "start").send();
  }

  /** Asks the container to end, and kills it after the grace; no effect when it does not run. */
  void stopContainer(String id, Duration grace) throws EngineException {
    http.post("containers", id, "stop")
        .query("t", Long.toString(grace.toSeconds()))
        .timeouts(grace.plus(STOP_MARGIN), grace.plus(STOP_MARGIN))
        .send();
  }

  /** Kills the container if it runs, and removes it with its volumes of no name. */
  void removeContainer(String id) throws EngineException {
    http.delete("containers", id).query("force", "true").query("v", "true").send();
  }

  /** Waits until a removal that is under way has ended. */
  void awaitRemoval(String id) throws EngineException {
    try {
      http.post("containers", id, "wait")
          .query("condition", "removed")
          .timeouts(STOP_MARGIN, STOP_MARGIN)
          .send();
    } catch (EngineException e) {
      if (!e.isNotFound()) {
        throw e;
      }
    }
  }

  /** Every network of the engine when no label is given. */
  List<JsonNode> listNetworks(Map<String, String> labels) throws EngineException {
    return list(http.get("networks").query("filters", filters(labels)));
  }

  Optional<JsonNode> inspectNetwork(String id) throws EngineException {
    return optional(http.get("networks", id));
  }

  /** Returns the new network's id. */
  String createNetwork(JsonNode config) throws EngineException {
    return http.post("networks", "create").body(config).send().path("Id").asString("");
  }

  void removeNetwork(String id) throws EngineException {
    http.delete("networks", id).send();
  }

  void connect(String network, String container, List<String> aliases) throws EngineException {
    ObjectNode body = object().put("Container", container);
    ArrayNode names = body.putObject("EndpointConfig").putArray("Aliases");
    aliases.forEach(names::add);
    http.post("networks", network, "connect").body(body).send();
  }

  void disconnect(String network, String container) throws EngineException {
    ObjectNode body = object().put("Container", container).put("Force", true);
    http.post("networks", network, "disconnect").body(body).send();
  }

  /**
   * What happens to containers that carry all these labels, one line of JSON each, without end. The
   * engine's own health checks are left out, except where their result changes.
   */
  EngineStream events(Map<String, String> labels) throws EngineException {
    ObjectNode filters = labelFilter(labels);
    filters.putArray("type").add("container");
    ArrayNode names = filters.putArray("event");
    List.of("create", "start", "die", "oom", "destroy", "health_status").forEach(names::add);
    return http
        .get("events")
        .query("filters", filters.toString())
        .timeouts(Duration.ZERO, Duration.ZERO)
        .stream();
  }

  /** The container's output in the engine's frames; {@code tail} lines from the end. */
  EngineStream logs(String id, int tail, boolean follow) throws EngineException {
    EngineHttp.Call call =
        http.get("containers", id, "logs")
            .query("stdout", "true")
            .query("stderr", "true")
            .query("tail", Integer.toString(tail))
            .query("follow", Boolean.toString(follow));
    return follow ? call.timeouts(Duration.ZERO, Duration.ZERO).stream() : call.stream();
  }

  Optional<JsonNode> inspectImage(String reference) throws EngineException {
    return optional(http.get("images", reference, "json"));
  }

  /**
   * Pulls an image; the engine reports failures inside the answer, they come out as 404.
   *
   * @param bound how long the whole pull may take
   */
  void pullImage(ImageReference image, Duration bound) throws EngineException {
    EngineStream answer =
        http
            .post("images", "create")
            .query("fromImage", image.repository())
            .query("tag", image.tagOrDigest())
            .timeouts(bound, bound)
            .stream();
    try (answer) {
      BufferedSource lines = answer.source();
      while (!lines.exhausted()) {
        JsonNode line = EngineHttp.json().readTree(lines.readUtf8LineStrict(MAX_PULL_LINE));
        String error = line.path("error").asString("");
        if (!error.isEmpty()) {
          throw new EngineException(404, error);
        }
      }
    } catch (IOException | JacksonException e) {
      throw new EngineException("the pull of " + image + " broke off: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    http.close();
  }

  static ObjectNode object() {
    return EngineHttp.json().createObjectNode();
  }

  private static String filters(Map<String, String> labels) {
    return labelFilter(labels).toString();
  }

  private static ObjectNode labelFilter(Map<String, String> labels) {
    ObjectNode filters = object();
    if (!labels.isEmpty()) {
      ArrayNode array = filters.putArray("label");
      labels.forEach((name, value) -> array.add(name + "=" + value));
    }
    return filters;
  }

  private static List<JsonNode> list(EngineHttp.Call call) throws EngineException {
    JsonNode answer = call.send();
    if (!answer.isArray()) {
      throw new EngineException(
          EngineException.NO_ANSWER, "the Docker Engine answered with something that is no list");
    }
    List<JsonNode> list = new ArrayList<>();
    answer.forEach(list::add);
    return list;
  }

  private static Optional<JsonNode> optional(EngineHttp.Call call) throws EngineException {
    try {
      return Optional.of(call.send());
    } catch (EngineException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
