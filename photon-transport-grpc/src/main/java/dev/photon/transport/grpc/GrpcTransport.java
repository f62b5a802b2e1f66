package dev.photon.transport.grpc;

import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Carries the APIs over gRPC and mutual TLS 1.3. Thread-safe. */
final class GrpcTransport implements Transport {
  private final TransportProvider.Context context;
  private final Map<Target, Connection> connections = new ConcurrentHashMap<>();
  private final Set<GrpcServer> servers = ConcurrentHashMap.newKeySet();
  private final EventLoops loops = new EventLoops();
  private volatile boolean closed;

  /** What a connection is to; whom a registry must prove to be is known without being named. */
  private record Target(Endpoint peer, Class<?> api) {}

  GrpcTransport(TransportProvider.Context context) {
    this.context = context;
  }

  @Override
  public <A> A connect(Endpoint peer, Class<A> type) {
    Api<A> api = Api.of(type);
    requireOpen();
    Connection connection =
        connections.computeIfAbsent(
            new Target(peer, type), target -> new Connection(peer, type, context));
    return api.client().apply(new Peer(peer, connection, context.deadline()));
  }

  @Override
  public <A> Server serve(Endpoint address, Class<A> type, Function<Caller, ? extends A> views) {
    Api<A> api = Api.of(type);
    requireOpen();
    GrpcServer server = GrpcServer.open(address, api, views, context, loops, servers::remove);
    servers.add(server);
    if (closed) {
      server.close();
    }
    return server;
  }

  @Override
  public void close() {
    closed = true;
    List.copyOf(servers).forEach(GrpcServer::close);
    loops.close();
    List.copyOf(connections.values()).forEach(Connection::close);
  }

  private void requireOpen() {
    if (closed) {
      throw new ApiException(
          ApiException.Status.UNAVAILABLE, "closed", "the transport has been closed");
    }
  }
}
