package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code photon dev --check}: the whole line in one process. */
class DevIT {
  private static final Duration MOST = Duration.ofMinutes(4);
  private static final Pattern DEPLOYMENT = Pattern.compile("hello \\((hello-[0-9a-f]{8})\\)");

  @TempDir private Path folder;

  private Ended check(String backend) throws Exception {
    return PhotonProcess.run(
        folder,
        MOST,
        "dev",
        "-f",
        Sample.FILE.toString(),
        "--check",
        "--backend",
        backend,
        "--state",
        folder.resolve("state").toString());
  }

  @Test
  void onTheEngineTheServicesTalkAndNothingIsLeft() throws Exception {
    Sample.buildImages();

    Ended ended = check("docker");

    assertThat(ended.status()).as(ended.toString()).isZero();
    assertThat(ended.out())
        .contains("greeter@westcoast", "greeter@eastcoast")
        .containsPattern(
            "web@westcoast +http://127\\.0\\.0\\.1:[0-9]+/ +200 Photon says hello from")
        .containsPattern(
            "web@eastcoast +http://127\\.0\\.0\\.1:[0-9]+/ +200 Photon says hello from")
        .doesNotContain("simulated");
    assertThat(Engine.traces(deployment(ended.out()))).isEmpty();
  }

  private PhotonProcess running() throws Exception {
    return PhotonProcess.start(
        folder,
        "running",
        "dev",
        "-f",
        Sample.FILE.toString(),
        "--backend",
        "docker",
        "--state",
        folder.resolve("state").toString());
  }

  private static String deployment(String printed) {
    Matcher deployment = DEPLOYMENT.matcher(printed);
    assertThat(deployment.find()).as(printed).isTrue();
    return deployment.group(1);
  }

  @Test
  void whatAKilledRunLeftIsTakenUpAndTheWishToEndRemovesIt() throws Exception {
    Sample.buildImages();
    String deployment;
    Map<String, String> nodes;
    try (PhotonProcess first = running()) {
      deployment = deployment(first.printed());
      nodes = Engine.containers(deployment);
      assertThat(nodes).hasSize(6);
      first.kill();
    }

    try (PhotonProcess second = running()) {
      assertThat(deployment(second.printed())).isEqualTo(deployment);
      assertThat(Engine.containers(deployment)).isEqualTo(nodes);

      assertThat(second.terminate()).isZero();
    }
    assertThat(Engine.traces(deployment)).isEmpty();
  }

  @Test
  void onSimulatedNodesTheFirstLineSaysSo() throws Exception {
    Ended ended = check("simulated");

    assertThat(ended.status()).as(ended.toString()).isZero();
    assertThat(ended.out().lines().findFirst().orElse("")).contains("simulated");
    assertThat(ended.out())
        .contains("westcoast (simulated)", "eastcoast (simulated)")
        .containsPattern("web@westcoast +http://127\\.0\\.0\\.1:[0-9]+/ +200 ");
  }

  @Test
  void aBackendThatDoesNotExistIsToldWithThoseThatDo() throws Exception {
    Ended ended = check("dokcer");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err())
        .contains("no backend 'dokcer'; did you mean 'docker'?", "docker, simulated");
  }
}
