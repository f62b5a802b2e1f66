package dev.photon.config;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A port of a service and who may connect to it.
 *
 * @param port 1 to 65535: where the nodes listen
 * @param as the port that clients outside use, if it is another one
 * @param to who may connect, in the file's order; empty for nobody
 */
public record Expose(int port, Protocol proto, OptionalInt as, List<Client> to) {
  static final int MAX_PORT = 65_535;

  public Expose {
    checkPort(port);
    if (as.isPresent()) {
      checkPort(as.getAsInt());
    }
    to = List.copyOf(to);
    if (to.size() > 1 && Set.copyOf(to).size() != to.size()) {
      throw new IllegalArgumentException("port " + port + ": a client is named twice");
    }
  }

  /** The port that clients outside use. */
  public int outsidePort() {
    return as.orElse(port);
  }

  static void checkPort(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException("port must be 1 to 65535: " + port);
    }
  }
}
