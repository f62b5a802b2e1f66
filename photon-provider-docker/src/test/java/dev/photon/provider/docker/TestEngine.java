package dev.photon.provider.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

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
