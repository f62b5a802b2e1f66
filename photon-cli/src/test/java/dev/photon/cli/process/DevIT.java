package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Path;
import java.time.Duration;
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
    Matcher deployment = DEPLOYMENT.matcher(ended.out());
    assertThat(deployment.find()).isTrue();
    assertThat(Engine.traces(deployment.group(1))).isEmpty();
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
