package dev.photon.core.transport.local;

import dev.photon.core.event.RelayedStream;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Makes calls and serves them within a process. Thread-safe. */
final class LocalTransport implements Transport {
  private static final List<Class<?>> APIS =
      List.of(RegistryApi.class, DatacenterApi.class, MetacenterApi.class);

  private final LocalNetwork network;
  private final TransportProvider.Context context;
  private final Set<LocalServer> servers = ConcurrentHashMap.newKeySet();
  private final Set<RelayedStream> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  LocalTransport(LocalNetwork network, TransportProvider.Context context) {
    this.network = network;
    this.context = context;
  }

  @Override
  public <A> A connect(Endpoint peer, Class<A> api) {
    requireApi(api);
    requireOpen();
    var calls = new LocalCalls(this, network, context, peer, api);
    return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, calls));
  }

  @Override
  public <A> Server serve(Endpoint address, Class<A> api, Function<Caller, ? extends A> views) {
    requireApi(api);
    requireOpen();
    LocalServer server =
        network.bind(
            address, real -> new LocalServer(real, api, views, context, network, servers::remove));
    servers.add(server);
    return server;
  }

  /** Keeps a stream of a client, to end it with this transport. */
  void keep(RelayedStream stream) {
    streams.add(stream);
    if (closed) {
      stream.cut(closed());
    }
  }

  void forget(RelayedStream stream) {
    streams.remove(stream);
  }

  void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  private static ApiException closed() {
    return new ApiException(
        ApiException.Status.UNAVAILABLE, "closed", "the transport has been closed");
  }

  private static void requireApi(Class<?> api) {
    if (!APIS.contains(api)) {
      throw new IllegalArgumentException(
          api.getName() + " is no API that transports carry: " + APIS);
    }
  }

  @Override
  public void close() {
    closed = true;
    List.copyOf(servers).forEach(LocalServer::close);
    List.copyOf(streams).forEach(stream -> stream.cut(closed()));
  }
}
