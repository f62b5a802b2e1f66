package dev.photon.provider.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Where a Docker Engine listens, as {@code DOCKER_HOST} spells it. */
sealed interface EngineAddress {
  String DEFAULT = "unix:///var/run/docker.sock";

  record Unix(Path socket) implements EngineAddress {
    @Override
    public String toString() {
      return "unix://" + socket;
    }
  }

  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }

  /** The engine of the standard variables; the machine's own where they name none. */
  static EngineAddress ofEnvironment(Map<String, String> environment) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    EngineAddress address = parse(host.isEmpty() ? DEFAULT : host);
    if (address instanceof Tcp && !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      throw new IllegalArgumentException(
          "DOCKER_TLS_VERIFY is set, but TLS to a Docker Engine is not supported yet;"
              + " use a unix socket, or forward one with ssh -L");
    }
    return address;
  }

  /**
   * Reads one address.
   *
   * @throws IllegalArgumentException with a sentence for the user when the text is no address that
   *     this build can reach
   */
  static EngineAddress parse(String text) {
    if (text.startsWith("unix://") && text.length() > "unix://".length()) {
      return new Unix(Path.of(text.substring("unix://".length())));
    }
    if (text.startsWith("tcp://")) {
      URI uri = uri(text);
      String host = uri.getHost();
      if (host != null) {
        return new Tcp(host, uri.getPort() < 0 ? 2375 : uri.getPort());
      }
    }
    throw new IllegalArgumentException(
        "'"
            + text
            + "' is not the address of a Docker Engine; use unix:///path/to/docker.sock or"
            + " tcp://host:port (for ssh://, forward the socket with ssh -L)");
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      return URI.create("tcp:none");
    }
  }
}
