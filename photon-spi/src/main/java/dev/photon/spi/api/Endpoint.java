package dev.photon.spi.api;

import dev.photon.crypto.Identity;
import java.util.Optional;

/**
 * Where a peer is reached, and who it must prove to be.
 *
 * @param host a name or an address
 * @param port 0 to 65535; 0 only to serve on a free port
 * @param identity whom to speak to; empty accepts any peer that the trust allows
 */
public record Endpoint(String host, int port, Optional<Identity> identity) {
  public Endpoint {
    Ids.bounded("host", host, 253);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535: " + port);
    }
  }

  public static Endpoint of(String host, int port) {
    return new Endpoint(host, port, Optional.empty());
  }

  public Endpoint as(Identity peer) {
    return new Endpoint(host, port, Optional.of(peer));
  }

  /** {@code host:port}, with brackets around an IPv6 address. */
  public String address() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
