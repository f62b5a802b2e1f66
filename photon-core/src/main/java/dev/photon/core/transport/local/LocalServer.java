package dev.photon.core.transport.local;

import dev.photon.core.event.RelayedStream;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** One API at one address. Thread-safe. */
final class LocalServer implements Transport.Server {
  private final Endpoint address;
  private final Class<?> api;
  private final Function<Caller, ?> views;
  private final TransportProvider.Context context;
  private final LocalNetwork network;
  private final Consumer<LocalServer> closed;
  private final Set<RelayedStream> streams = ConcurrentHashMap.newKeySet();

  LocalServer(
      Endpoint address,
      Class<?> api,
      Function<Caller, ?> views,
      TransportProvider.Context context,
      LocalNetwork network,
      Consumer<LocalServer> closed) {
    this.address = address;
    this.api = api;
    this.views = views;
    this.context = context;
    this.network = network;
    this.closed = closed;
  }

  Class<?> api() {
    return api;
  }

  TransportProvider.Context context() {
    return context;
  }

  Object view(Caller caller) {
    return views.apply(caller);
  }

  void keep(RelayedStream stream) {
    streams.add(stream);
  }

  void forget(RelayedStream stream) {
    streams.remove(stream);
  }

  @Override
  public Endpoint address() {
    return address;
  }

  @Override
  public void close() {
    network.release(this);
    closed.accept(this);
    List.copyOf(streams)
        .forEach(
            stream ->
                stream.cut(
                    new ApiException(
                        ApiException.Status.UNAVAILABLE,
                        "closing",
                        "the server is being stopped")));
  }
}
