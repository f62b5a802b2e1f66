package dev.photon.spi;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Endpoint;
import java.util.function.Function;

/**
 * Carries the APIs between processes, with mutual authentication. Thread-safe. One transport speaks
 * with one set of credentials (which may be renewed while it is open).
 */
public interface Transport extends AutoCloseable {

  /**
   * Returns a client of the API at a peer. Nothing is sent before its first call; each call has the
   * deadline of the context, verifies the peer, and throws {@link ApiException}. Where the endpoint
   * names an identity, only a peer that proves it is spoken to. The connection is shared by all
   * clients of the same endpoint and ends with the transport.
   *
   * @throws IllegalArgumentException when this transport does not know the API
   */
  <A> A connect(Endpoint peer, Class<A> api);

  /**
   * Serves an API. {@code views} gives each proven caller its view, once a call; what it throws is
   * the call's answer. Port 0 takes a free port.
   *
   * @throws ApiException {@link ApiException.Status#UNAVAILABLE} when the address cannot be bound
   */
  <A> Server serve(Endpoint address, Class<A> api, Function<Caller, ? extends A> views);

  /** Ends all servers and connections of this transport, open streams included. */
  @Override
  void close();

  /** A running server. */
  interface Server extends AutoCloseable {
    /** Where it is reached, with the port that it really has. */
    Endpoint address();

    /** Stops accepting, lets running calls end for a bounded time, then cuts them. */
    @Override
    void close();
  }
}
