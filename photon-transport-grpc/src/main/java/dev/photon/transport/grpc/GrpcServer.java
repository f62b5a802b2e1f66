package dev.photon.transport.grpc;

import dev.photon.crypto.TlsContexts;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Endpoint;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One API on one port. Thread-safe. */
final class GrpcServer implements Transport.Server {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcServer.class);
  private static final Logger AUDIT = LoggerFactory.getLogger("dev.photon.audit");
  private static final long GRACE_SECONDS = 5;
  private static final long CUT_SECONDS = 2;

  /** How often it is looked whether the readers of open streams may still read them. */
  private static final long RECHECK_SECONDS = 1;

  private final Endpoint address;
  private final Server server;
  private final Served<?> served;
  private final CallThreads threads;
  private final ScheduledExecutorService recheck;
  private final Consumer<GrpcServer> closed;

  private GrpcServer(
      Endpoint address,
      Server server,
      Served<?> served,
      CallThreads threads,
      ScheduledExecutorService recheck,
      Consumer<GrpcServer> closed) {
    this.address = address;
    this.server = server;
    this.served = served;
    this.threads = threads;
    this.recheck = recheck;
    this.closed = closed;
  }

  static <A> GrpcServer open(
      Endpoint address,
      Api<A> api,
      Function<Caller, ? extends A> views,
      TransportProvider.Context context,
      EventLoops loops,
      Consumer<GrpcServer> closed) {
    Served<A> served = new Served<>(views);
    Gatekeeper gatekeeper = new Gatekeeper(context, api.open());
    CallThreads threads = new CallThreads(api.quick());
    Server server =
        loops
            .serve(
                NettyServerBuilder.forAddress(
                    new InetSocketAddress(address.host(), address.port())))
            .sslContext(tls(context, api.open().isEmpty()))
            .addService(api.service().apply(served))
            .addTransportFilter(gatekeeper)
            .intercept(threads)
            .intercept(gatekeeper) // comes first
            .directExecutor()
            .callExecutor(threads)
            .maxInboundMessageSize(Messages.LARGEST)
            .maxConcurrentCallsPerConnection(1000)
            .handshakeTimeout(10, TimeUnit.SECONDS)
            .permitKeepAliveTime(10, TimeUnit.SECONDS)
            .maxConnectionIdle(15, TimeUnit.MINUTES)
            .maxConnectionAge(1, TimeUnit.HOURS)
            .maxConnectionAgeGrace(5, TimeUnit.MINUTES)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      threads.close();
      throw new ApiException(
          ApiException.Status.UNAVAILABLE,
          "cannot-listen",
          "cannot listen on " + address.address() + ": " + why(e));
    }
    Endpoint real = new Endpoint(address.host(), server.getPort(), address.identity());
    return new GrpcServer(real, server, served, threads, rechecking(served), closed);
  }

  private static ScheduledExecutorService rechecking(Served<?> served) {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "photon-recheck");
              thread.setDaemon(true);
              return thread;
            });
    // Ended with the server, by shutting the timer down.
    var unused =
        timer.scheduleWithFixedDelay(
            () -> recheck(served), RECHECK_SECONDS, RECHECK_SECONDS, TimeUnit.SECONDS);
    return timer;
  }

  private static void recheck(Served<?> served) {
    try {
      served.recheckStreams();
    } catch (RuntimeException e) {
      LOG.warn("whether streams may go on could not be looked at; it is tried again", e);
    }
  }

  private static SslContext tls(TransportProvider.Context context, boolean demandCertificate) {
    try {
      return new StrictContext(
          GrpcSslContexts.configure(
                  SslContextBuilder.forServer(TlsContexts.keyManager(context.credentials())),
                  SslProvider.JDK)
              .trustManager(
                  TlsContexts.serverTrustManager(
                      context.credentials(),
                      context.clock(),
                      context.revocations(),
                      refusal ->
                          AUDIT.info(
                              "refused a handshake: {} ({})",
                              refusal.reason(),
                              refusal.getMessage())))
              .protocols(TlsContexts.PROTOCOL)
              .clientAuth(demandCertificate ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL)
              .sessionTimeout(TlsContexts.NO_RESUMPTION)
              .build());
    } catch (SSLException e) {
      throw new IllegalStateException("this Java has no " + TlsContexts.PROTOCOL, e);
    }
  }

  private static String why(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
  }

  @Override
  public Endpoint address() {
    return address;
  }

  static ApiException closing() {
    return new ApiException(
        ApiException.Status.UNAVAILABLE, "closing", "the server is being stopped");
  }

  @Override
  public void close() {
    recheck.shutdownNow();
    server.shutdown();
    served.endStreams(closing());
    try {
      if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
        server.awaitTermination(CUT_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.close();
    closed.accept(this);
  }
}
