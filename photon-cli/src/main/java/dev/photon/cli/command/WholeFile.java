package dev.photon.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Writes a file so that a reader sees the old one or the new one, never a part. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes it; one that is there keeps its permissions, and a symbolic link to it stays.
   *
   * @param hint what to do if it cannot be written
   */
  static void write(Path path, String text, String hint) throws CommandFailure {
    try {
      boolean there = Files.exists(path);
      Path real = there ? path.toRealPath() : path;
      Path part = real.resolveSibling("." + real.getFileName() + ".tmp");
      try {
        if (there) {
          Files.copy(
              real, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(part, text);
        Files.move(part, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "cannot write '" + path + "': " + e.getMessage(),
          Optional.of(hint),
          e);
    }
  }
}
