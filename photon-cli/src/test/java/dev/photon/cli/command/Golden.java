package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares with a file that people read and approve; {@code -Dgolden.write} writes it anew. */
public final class Golden {
  private static final Path FOLDER = Path.of("src/test/resources/dev/photon/cli/command");

  private Golden() {}

  static void assertSame(String name, String text) {
    assertSame(FOLDER.resolve(name + ".txt"), text);
  }

  /** Compares with a file of any folder. */
  public static void assertSame(Path file, String text) {
    try {
      if (System.getProperty("golden.write") != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
      }
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
