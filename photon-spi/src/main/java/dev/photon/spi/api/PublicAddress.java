package dev.photon.spi.api;

import dev.photon.config.Protocol;

/**
 * Where anyone reaches a port of a service.
 *
 * @param port the service's own port
 * @param host the datacenter's public name or address
 * @param publicPort the port there
 */
public record PublicAddress(int port, Protocol protocol, String host, int publicPort) {
  /** A URL for http and https, else {@code host:port}. */
  public String text() {
    String address = Endpoint.of(host, publicPort).address();
    return switch (protocol) {
      case HTTP -> "http://" + address + "/";
      case HTTPS -> "https://" + address + "/";
      case TCP -> address;
    };
  }
}
