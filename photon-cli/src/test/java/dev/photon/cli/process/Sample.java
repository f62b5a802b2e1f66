package dev.photon.cli.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The sample that the tests deploy. */
final class Sample {
  static final Path FOLDER = Path.of("..", "samples", "hello").toAbsolutePath().normalize();
  static final Path FILE = FOLDER.resolve("photon.yml");

  private Sample() {}

  /** Makes its image on the engine; where it is there already, nothing happens. */
  static void buildImages() throws Exception {
    Process process =
        new ProcessBuilder(FOLDER.resolve("build-images").toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(180, TimeUnit.SECONDS)
        || process.exitValue() != 0
        || out.contains("no image was built")) {
      throw new AssertionError("the sample has no image; start an engine (dev/engine up): " + out);
    }
  }

  /** A copy of its file with a word changed. */
  static Path changed(Path folder, String from, String to) throws Exception {
    String text = Files.readString(FILE);
    if (!text.contains(from)) {
      throw new AssertionError("the sample has no '" + from + "'");
    }
    return Files.writeString(folder.resolve("photon.yml"), text.replace(from, to));
  }
}
