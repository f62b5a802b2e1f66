package dev.photon.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.transport.grpc.v1.RegistryGrpc;
import dev.photon.transport.grpc.v1.RegistryProto;
import io.grpc.Metadata;
import io.grpc.Status;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server all of whose calls but one wait until they are let go on. */
@Timeout(60)
class CallThreadsTest {
  private static final int ROOM = 1024;
  private static final int EACH = 600;

  private final CertificateAuthority root =
      CertificateAuthority.createRoot(Clock.systemUTC(), new SecureRandom());
  private final Identity registry = Identity.registry(root.registry());
  private final Transport host = new GrpcTransport(context(registry));
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final AtomicInteger carriedOut = new AtomicInteger();
  private final Endpoint served =
      host.serve(Endpoint.of("127.0.0.1", 0), RegistryApi.class, caller -> waiting())
          .address()
          .as(registry);
  private final List<Connection> connections = List.of(connection(), connection());

  private TransportProvider.Context context(Identity identity) {
    try {
      return new TransportProvider.Context(
          CredentialsSource.of(root.issueOwn(identity)), Clock.systemUTC(), Duration.ofSeconds(20));
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connection() {
    return new Connection(
        served, RegistryApi.class, context(Identity.account(root.registry(), "ada")));
  }

  private RegistryApi waiting() {
    return (RegistryApi)
        Proxy.newProxyInstance(
            RegistryApi.class.getClassLoader(),
            new Class<?>[] {RegistryApi.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("nonce")) {
                return Nonce.of(new byte[32]);
              }
              Uninterruptibles.awaitUninterruptibly(goOn);
              carriedOut.incrementAndGet();
              return List.of();
            });
  }

  @AfterEach
  void close() {
    goOn.countDown();
    connections.forEach(Connection::close);
    host.close();
  }

  @Test
  void manyCallsWaitMoreAreRefusedAndQuickOnesAreAnsweredMeanwhile() throws Exception {
    CountDownLatch refused = new CountDownLatch(2 * EACH - ROOM);
    List<ListenableFuture<?>> calls = new ArrayList<>();
    for (Connection connection : connections) {
      var stub = RegistryGrpc.newFutureStub(connection.channel());
      for (int i = 0; i < EACH; i++) {
        var call =
            stub.accountMetacenters(RegistryProto.AccountMetacentersRequest.getDefaultInstance());
        call.addListener(refused::countDown, Runnable::run);
        calls.add(call);
      }
    }
    refused.await();

    for (Connection connection : connections) {
      assertThat(
              RegistryGrpc.newBlockingStub(connection.channel())
                  .nonce(RegistryProto.NonceRequest.getDefaultInstance())
                  .getNonce()
                  .size())
          .isEqualTo(32);
    }
    assertThat(carriedOut).hasValue(0);
    goOn.countDown();
    assertThat(calls.stream().filter(CallThreadsTest::succeeds)).hasSize(ROOM);
    assertThat(carriedOut).hasValue(ROOM);
  }

  private static boolean succeeds(ListenableFuture<?> call) {
    try {
      call.get();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      assertThat(Status.fromThrowable(e).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      Metadata trailers = Objects.requireNonNull(Status.trailersFromThrowable(e));
      assertThat(Errors.detail(trailers).orElseThrow().reason()).isEqualTo("busy");
      return false;
    }
  }
}
