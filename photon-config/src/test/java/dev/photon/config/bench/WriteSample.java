package dev.photon.config.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes one {@link Sample} as {@code photon.yml} and {@code docker-compose.yml} that say the same;
 * in one datacenter, since a compose file knows one place.
 */
final class WriteSample {
  private WriteSample() {}

  /** Takes the folder and the number of services. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Sample sample = Sample.ofServices(Integer.parseInt(args[1]), 1);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("photon.yml"), sample.published());
    Files.writeString(folder.resolve("docker-compose.yml"), sample.compose());
  }
}
