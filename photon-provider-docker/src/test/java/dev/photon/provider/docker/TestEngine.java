package dev.photon.provider.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okio.Okio;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The engine that the integration tests run on. They fail where none answers. */
final class TestEngine {
  /** An image whose arguments {@code greeter} and {@code web} start small HTTP servers. */
  static final String IMAGE = "photon-hello:1";

  static final EngineAddress ADDRESS = EngineAddress.ofEnvironment(System.getenv());

  private static boolean imageBuilt;

  private TestEngine() {}

  static EngineClient client() {
    return new EngineClient(ADDRESS);
  }

  /** Builds the sample's image unless it is there, and returns its name. */
  static synchronized String image() {
    if (!imageBuilt) {
      run(repository().resolve("samples/hello/build-images").toString());
      imageBuilt = true;
    }
    return IMAGE;
  }

  /** Removes every container and network that carries the label. */
  static void sweep(Map<String, String> labels) {
    try (EngineClient engine = client()) {
      for (JsonNode container : engine.listContainers(labels)) {
        engine.removeContainer(container.path("Id").asString());
      }
      for (JsonNode network : engine.listNetworks(labels)) {
        engine.removeNetwork(network.path("Id").asString());
      }
    } catch (EngineException e) {
      throw new AssertionError("the sweep of " + labels + " failed; dev/engine up?", e);
    }
  }

  /** Runs a command in a container, and returns its exit status. */
  static int exec(String container, String... command) throws EngineException {
    try (EngineHttp http = new EngineHttp(ADDRESS)) {
      ObjectNode config = EngineClient.object().put("AttachStdout", true);
      ArrayNode words = config.putArray("Cmd");
      List.of(command).forEach(words::add);
      String id =
          http.post("containers", container, "exec").body(config).send().path("Id").asString();
      ObjectNode attached = EngineClient.object().put("Detach", false);
      try (EngineStream output = http.post("exec", id, "start").body(attached).stream()) {
        output.source().readAll(Okio.blackhole());
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return http.get("exec", id, "json").send().path("ExitCode").asInt();
    }
  }

  /** Tries, from within a container of {@link #IMAGE}, to connect to a name. */
  static boolean dials(String container, String host, int port) throws EngineException {
    int status =
        exec(
            container,
            "/java/bin/java",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:SharedArchiveFile=/app/hello.jsa",
            "-Xmx16m",
            "-jar",
            "hello.jar",
            "dial",
            host,
            Integer.toString(port));
    return status == 0;
  }

  /** Makes an image that differs from {@link #IMAGE} by one instruction, and returns its name. */
  static String imageWith(String tag, String instruction) throws EngineException {
    String name = "photon-it-" + ProcessHandle.current().pid();
    try (EngineClient engine = client();
        EngineHttp http = new EngineHttp(ADDRESS)) {
      ObjectNode config = EngineClient.object().put("Image", image());
      String container = engine.createContainer(name + "-" + tag, config);
      http.post("commit")
          .query("container", container)
          .query("repo", name)
          .query("tag", tag)
          .query("changes", instruction)
          .send();
      engine.removeContainer(container);
    }
    return name + ":" + tag;
  }

  static void removeImage(String image) throws EngineException {
    try (EngineHttp http = new EngineHttp(ADDRESS)) {
      http.delete("images", image).send();
    }
  }

  static void kill(String container) throws EngineException {
    try (EngineHttp http = new EngineHttp(ADDRESS)) {
      http.post("containers", container, "kill").send();
    }
  }

  /** Names of all containers and networks that carry the label. */
  static List<String> names(Map<String, String> labels) throws EngineException {
    List<String> names = new ArrayList<>();
    try (EngineClient engine = client()) {
      engine.listContainers(labels).forEach(c -> names.add(c.path("Names").path(0).asString()));
      engine.listNetworks(labels).forEach(n -> names.add("network " + n.path("Name").asString()));
    }
    return names;
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("samples/hello/build-images"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new AssertionError("samples/hello/build-images is in no folder above this one");
      }
    }
    return folder;
  }

  private static void run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(3, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + output);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
