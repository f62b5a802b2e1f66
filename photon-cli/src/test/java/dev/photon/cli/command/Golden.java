package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file that people read and approve; {@code -Dgolden.write} writes it anew. */
final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/photon/cli/command");

  private Golden() {}

  static void assertSame(String name, String text) {
    Path file = FOLDER.resolve(name + ".txt");
    try {
      if (System.getProperty("golden.write") != null) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, text);
      }
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
