package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Revocations;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/**
 * What the tests of a transport begin with: certificates that are real, a clock, a peer that writes
 * down its calls, and transports that are closed afterwards.
 */
@Timeout(60)
abstract class TransportFixture {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  final KitClock clock = new KitClock();
  final Hierarchy hierarchy = new Hierarchy(clock);
  final Samples samples = new Samples(hierarchy);
  final RecordingPeer peer = new RecordingPeer(samples);
  private final Deque<Transport> opened = new ArrayDeque<>();

  /** Opens a transport; the kit closes it. */
  protected abstract Transport open(TransportProvider.Context context);

  /** Where a server may be opened, with port 0. */
  protected Endpoint anywhere() {
    return Endpoint.of("127.0.0.1", 0);
  }

  /**
   * Whether calls run on the caller's own thread in its own process. Such a transport has no
   * deadline and no bound of a message to keep.
   */
  protected boolean inProcess() {
    return false;
  }

  @AfterEach
  final void closeTransports() {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  final Transport transport(CredentialsSource credentials) {
    return transport(credentials, DEADLINE);
  }

  final Transport transport(CredentialsSource credentials, Duration deadline) {
    return transport(new TransportProvider.Context(credentials, clock, deadline));
  }

  final Transport transport(CredentialsSource credentials, Revocations revocations) {
    return transport(new TransportProvider.Context(credentials, clock, DEADLINE, revocations));
  }

  private Transport transport(TransportProvider.Context context) {
    Transport transport = open(context);
    opened.push(transport);
    return transport;
  }

  final Endpoint serve(Identity identity, Class<?> api) {
    return serve(hierarchy.as(identity), api).address().as(identity);
  }

  final Transport.Server serve(CredentialsSource credentials, Class<?> api) {
    return serve(transport(credentials), anywhere(), api);
  }

  /** Serves the recording peer, which is of every API. */
  final Transport.Server serve(Transport transport, Endpoint where, Class<?> api) {
    if (api == RegistryApi.class) {
      return transport.serve(where, RegistryApi.class, peer::view);
    }
    return api == DatacenterApi.class
        ? transport.serve(where, DatacenterApi.class, peer::view)
        : transport.serve(where, MetacenterApi.class, peer::view);
  }

  final RegistryApi registry() {
    return transport(hierarchy.as(hierarchy.account("ada")))
        .connect(serve(hierarchy.registry(), RegistryApi.class), RegistryApi.class);
  }

  final DatacenterApi datacenter() {
    return transport(hierarchy.as(hierarchy.metacenter("shop")))
        .connect(serve(hierarchy.agent("west"), DatacenterApi.class), DatacenterApi.class);
  }

  final MetacenterApi metacenter() {
    return transport(hierarchy.as(hierarchy.metacenterAccount("shop", "ada")))
        .connect(serve(hierarchy.metacenter("shop"), MetacenterApi.class), MetacenterApi.class);
  }

  static ApiException refusal(ThrowingCallable call) {
    ApiException refusal = catchThrowableOfType(ApiException.class, call);
    assertThat(refusal).as("an ApiException").isNotNull();
    assertThat(refusal.getMessage()).isNotBlank().doesNotContain("Exception");
    return refusal;
  }

  /**
   * A server that refuses a certificate may cut the connection before the client has read why: then
   * it is only not reached.
   */
  final void assertKeptOut(ThrowingCallable call) {
    assertThat(refusal(call).status()).isIn(Status.UNAUTHENTICATED, Status.UNAVAILABLE);
    assertThat(peer.calls()).isEmpty();
  }
}
