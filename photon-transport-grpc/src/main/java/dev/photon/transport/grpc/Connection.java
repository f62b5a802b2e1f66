package dev.photon.transport.grpc;

import dev.photon.crypto.Identity;
import dev.photon.crypto.TlsContexts;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one peer, shared by its clients. A channel that could not connect is replaced
 * by the next call, so that each call makes an attempt of its own: when to try again is its
 * caller's decision. Thread-safe.
 */
final class Connection implements AutoCloseable {
  private static final long CLOSE_SECONDS = 2;

  private final Endpoint peer;
  private final boolean registry;
  private final TransportProvider.Context context;
  private final List<ManagedChannel> retired = new ArrayList<>();
  private @Nullable ManagedChannel current;

  /** The serial number of our certificate when the channel was made. */
  private Optional<BigInteger> openedWith = Optional.empty();

  private boolean closed;

  Connection(Endpoint peer, Class<?> api, TransportProvider.Context context) {
    this.peer = peer;
    this.registry = api == RegistryApi.class;
    this.context = context;
  }

  synchronized Channel channel() {
    if (closed) {
      throw new ApiException(
          ApiException.Status.UNAVAILABLE, "closed", "the transport has been closed");
    }
    Optional<BigInteger> own = own();
    if (current != null
        && (current.getState(false) == ConnectivityState.TRANSIENT_FAILURE
            || !own.equals(openedWith))) {
      renew(); // the certificate that a connection was made with may end before the connection
    }
    if (current == null) {
      current = open();
      openedWith = own;
    }
    return current;
  }

  private Optional<BigInteger> own() {
    return context
        .credentials()
        .own(Optional.empty())
        .map(credentials -> credentials.leaf().getSerialNumber());
  }

  /**
   * The next call shakes hands anew, with the credentials of then. The channel before goes on for
   * calls that have it already, and is shut down when there is yet another; an idle one has no
   * connection.
   */
  synchronized void renew() {
    if (current != null) {
      retired.forEach(ManagedChannel::shutdown);
      retired.removeIf(ManagedChannel::isTerminated);
      retired.add(current);
      current = null;
    }
  }

  private ManagedChannel open() {
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(peer.host(), peer.port())
            .sslContext(tls())
            .maxInboundMessageSize(Messages.LARGEST)
            .maxInboundMetadataSize(Errors.METADATA)
            .keepAliveTime(30, TimeUnit.SECONDS)
            .keepAliveTimeout(10, TimeUnit.SECONDS)
            .idleTimeout(5, TimeUnit.MINUTES)
            .disableRetry()
            .disableServiceConfigLookUp();
    expected().ifPresent(identity -> builder.overrideAuthority(identity.host()));
    return builder.build();
  }

  /**
   * Whom the peer must prove to be: whom the endpoint names, or, once we have an account, the
   * registry that it is with. Nobody certain otherwise; the trust then says whom it allows.
   */
  private Optional<Identity> expected() {
    return peer.identity().isPresent() || !registry
        ? peer.identity()
        : context
            .credentials()
            .own(Optional.empty())
            .map(own -> Identity.registry(own.identity().registry()));
  }

  private SslContext tls() {
    try {
      return new StrictContext(
          GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
              .keyManager(TlsContexts.keyManager(context.credentials()))
              .trustManager(
                  TlsContexts.clientTrustManager(
                      context.credentials(), context.clock(), context.revocations(), expected()))
              .protocols(TlsContexts.PROTOCOL)
              .sessionTimeout(TlsContexts.NO_RESUMPTION)
              .build());
    } catch (SSLException e) {
      throw new IllegalStateException("this Java has no " + TlsContexts.PROTOCOL, e);
    }
  }

  @Override
  public void close() {
    List<ManagedChannel> all;
    synchronized (this) {
      closed = true;
      renew();
      all = List.copyOf(retired);
    }
    all.forEach(ManagedChannel::shutdownNow);
    try {
      for (ManagedChannel channel : all) {
        channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // they end by themselves
    }
  }
}
