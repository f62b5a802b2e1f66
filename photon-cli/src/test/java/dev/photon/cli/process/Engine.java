package dev.photon.cli.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The Docker Engine of the machine, seen past Photon. */
final class Engine {
  private Engine() {}

  /** The containers of a deployment: their ids, by {@code datacenter service slot}. */
  static Map<String, String> containers(String deployment) throws Exception {
    Map<String, String> containers = new TreeMap<>();
    String format =
        "{{.ID}} {{.Label \"dev.photon.datacenter\"}} {{.Label \"dev.photon.service\"}}"
            + " {{.Label \"dev.photon.slot\"}}";
    String label = "label=dev.photon.deployment=" + deployment;
    for (String line : docker("ps", "--no-trunc", "--filter", label, "--format", format)) {
      int space = line.indexOf(' ');
      String before = containers.put(line.substring(space + 1), line.substring(0, space));
      if (before != null) {
        throw new AssertionError("two containers for one slot: " + line);
      }
    }
    return containers;
  }

  /** All that is left of a deployment: containers, dead ones too, and networks. */
  static List<String> traces(String deployment) throws Exception {
    String label = "label=dev.photon.deployment=" + deployment;
    List<String> traces = new ArrayList<>(docker("ps", "-aq", "--filter", label));
    traces.addAll(docker("network", "ls", "-q", "--filter", label));
    return traces;
  }

  static void kill(String container) throws Exception {
    docker("kill", container);
  }

  private static List<String> docker(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(command + " did not work; start an engine (dev/engine up): " + out);
    }
    return out.lines().filter(line -> !line.isBlank()).toList();
  }
}
