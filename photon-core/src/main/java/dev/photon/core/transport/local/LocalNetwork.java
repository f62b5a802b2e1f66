package dev.photon.core.transport.local;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The servers of one process by their addresses. Thread-safe. */
public final class LocalNetwork {
  private static final int MOST = 65_535;

  private final CallFilter filter;
  private final Map<String, LocalServer> servers = new HashMap<>();
  private int lastPort;

  /** A network on which nothing is lost. */
  public LocalNetwork() {
    this(CallFilter.NONE);
  }

  /** A network that asks the filter about every call. */
  public LocalNetwork(CallFilter filter) {
    this.filter = filter;
  }

  CallFilter filter() {
    return filter;
  }

  /** Takes the address for a server that is made for it; port 0 takes the next free one. */
  synchronized LocalServer bind(Endpoint wish, Function<Endpoint, LocalServer> made) {
    Endpoint address = wish.port() == 0 ? free(wish) : wish;
    if (servers.containsKey(address.address())) {
      throw taken(address);
    }
    LocalServer server = made.apply(address);
    servers.put(address.address(), server);
    return server;
  }

  private Endpoint free(Endpoint wish) {
    while (lastPort < MOST) {
      lastPort++;
      Endpoint address = new Endpoint(wish.host(), lastPort, wish.identity());
      if (!servers.containsKey(address.address())) {
        return address;
      }
    }
    throw taken(wish);
  }

  private static ApiException taken(Endpoint address) {
    return new ApiException(
        ApiException.Status.UNAVAILABLE,
        "cannot-listen",
        "cannot listen on " + address.address() + ": address already in use");
  }

  synchronized void release(LocalServer server) {
    servers.remove(server.address().address(), server);
  }

  synchronized Optional<LocalServer> at(Endpoint peer) {
    return Optional.ofNullable(servers.get(peer.address()));
  }
}
