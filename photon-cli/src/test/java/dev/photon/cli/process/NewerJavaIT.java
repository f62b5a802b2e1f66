package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was built for the oldest Java that is supported runs on the newest one of this machine, too:
 * there, some of Java's own classes are others, and less is allowed. Where there is but one Java,
 * it is that one.
 */
class NewerJavaIT {
  private static final int NONE = 0;

  @TempDir private Path folder = Path.of("");

  @Test
  void aNetworkRegistersIssuesStoresAndDeploys() throws Exception {
    Ended ended =
        PhotonProcess.runOn(
            newest(),
            folder,
            Duration.ofMinutes(2),
            "dev",
            "--check",
            "--backend",
            "simulated",
            "--file",
            Sample.FILE.toString(),
            "--state",
            folder.resolve("state").toString());

    assertThat(ended.status()).as(ended.toString()).isZero();
    assertThat(ended.out())
        .contains("westcoast (simulated)", "eastcoast (simulated)")
        .containsPattern("web@westcoast +http://127\\.0\\.0\\.1:[0-9]+/ +200 ");
  }

  /** Those stand beside the one that runs this. */
  private static Path newest() throws IOException {
    Path current = Path.of(System.getProperty("java.home")).toRealPath();
    try (Stream<Path> all = Files.list(Optional.ofNullable(current.getParent()).orElse(current))) {
      return all.filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .max(Comparator.comparingInt(NewerJavaIT::version))
          .orElse(current);
    }
  }

  private static int version(Path home) {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      return NONE; // it does not say
    }
    String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
    String major = version.split("[.+-]", -1)[0];
    return major.matches("[0-9]{1,4}") ? Integer.parseInt(major) : NONE;
  }
}
