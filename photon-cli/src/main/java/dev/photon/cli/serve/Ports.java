package dev.photon.cli.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The ports that the servers of a network had, so that they have them again. */
final class Ports {
  private final Path file;
  private final Map<String, Integer> ports = new TreeMap<>();

  /** Reads what is there; a file that cannot be read is as good as none. */
  Ports(Path file) {
    this.file = file;
    try {
      if (Files.isRegularFile(file)) {
        for (String line : Files.readAllLines(file)) {
          int space = line.indexOf(' ');
          ports.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
        }
      }
    } catch (IOException | RuntimeException e) {
      ports.clear();
    }
  }

  /** The port that a server had; 0 for any that is free. */
  int of(String server) {
    return ports.getOrDefault(server, 0);
  }

  void remember(String server, int port) {
    if (of(server) == port) {
      return;
    }
    ports.put(server, port);
    StringBuilder text = new StringBuilder();
    ports.forEach((name, number) -> text.append(name).append(' ').append(number).append('\n'));
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw ServeException.of("cannot write '" + file + "'", e);
    }
  }
}
