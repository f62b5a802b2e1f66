package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.Rollout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Transport} does; a transport's test extends this and says how one is opened.
 *
 * <p>The peer behind the transport is a {@link RecordingPeer}; certificates are real. The streams
 * of events have a kit of their own, {@link TransportStreamConformance}.
 */
@Timeout(60)
public abstract class TransportConformance {
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
    Transport transport = open(new TransportProvider.Context(credentials, clock, deadline));
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

  @Nested
  class Values {
    @TestFactory
    Stream<DynamicTest> ofTheRegistryArriveEqual() {
      RegistryApi api = registry();
      return Exchange.ofRegistry(samples).stream().map(e -> e.test(api, peer));
    }

    @TestFactory
    Stream<DynamicTest> ofADatacenterArriveEqual() {
      DatacenterApi api = datacenter();
      return Exchange.ofDatacenter(samples).stream().map(e -> e.test(api, peer));
    }

    @TestFactory
    Stream<DynamicTest> ofAMetacenterArriveEqual() {
      MetacenterApi api = metacenter();
      return Exchange.ofMetacenter(samples).stream().map(e -> e.test(api, peer));
    }

    @Test
    void everyPhaseOfAMetacenterArrives() {
      MetacenterApi api = metacenter();
      for (MetacenterStatus.Phase phase : MetacenterStatus.Phase.values()) {
        samples.phase(phase);
        assertThat(api.status().phase()).isEqualTo(phase);
      }
    }

    @Test
    void messageBeyondTheBoundIsRefusedAndTheNextOneIsNot() {
      DatacenterApi api = datacenter();
      DesiredDeployment large = desiredOf(Collections.nCopies(50, "x".repeat(100_000)));
      if (inProcess()) {
        api.deploymentCreate(samples.key(), large);
        return;
      }
      ApiException refusal = refusal(() -> api.deploymentCreate(samples.key(), large));
      assertThat(refusal.status()).isEqualTo(Status.INVALID);
      assertThat(refusal.reason()).isEqualTo("too-large");
      api.deploymentCreate(samples.key(), desiredOf(Collections.nCopies(30, "x".repeat(100_000))));
    }

    private DesiredDeployment desiredOf(List<String> args) {
      var template = new NodeTemplate("web", args, Map.of(), Resources.NONE, List.of());
      var service =
          new DesiredService(ServiceName.of("web"), 1, template, List.of(), Rollout.DEFAULT);
      return new DesiredDeployment(
          samples.deployment(), 1, 1, List.of(service), Set.of(), Set.of());
    }
  }

  @Nested
  class Errors {
    @Test
    void arriveWithStatusReasonMessageAndHint() {
      RegistryApi api = registry();
      for (Status status : Status.values()) {
        ApiException thrown =
            new ApiException(
                status, "name-taken", "there is a 'shop' ☃ already", Optional.of("take another"));
        assertSame(thrown, api);
      }
      assertSame(new ApiException(Status.CONFLICT, "r", "without a hint"), api);
      assertSame(
          new ApiException(Status.INVALID, "long", "photon.yml:1:1: error ☃\n".repeat(1000)), api);
    }

    private void assertSame(ApiException thrown, RegistryApi api) {
      peer.before(
          () -> {
            throw thrown;
          });
      ApiException arrived = refusal(api::nonce);
      assertThat(arrived.status()).isEqualTo(thrown.status());
      assertThat(arrived.reason()).isEqualTo(thrown.reason());
      assertThat(arrived.getMessage()).isEqualTo(thrown.getMessage());
      assertThat(arrived.hint()).isEqualTo(thrown.hint());
    }

    @Test
    void faultOfThePeerTellsNothingOfItsInside() {
      RegistryApi api = registry();
      peer.before(
          () -> {
            throw new IllegalStateException("password=hunter2");
          });
      ApiException arrived = refusal(api::nonce);
      assertThat(arrived.status()).isEqualTo(Status.INTERNAL);
      assertThat(arrived.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void refusalOfTheViewIsTheAnswer() {
      Identity identity = hierarchy.registry();
      Transport.Server server =
          transport(hierarchy.as(identity))
              .serve(
                  anywhere(),
                  RegistryApi.class,
                  caller -> {
                    throw new ApiException(Status.DENIED, "not-you", "not " + caller.identity());
                  });
      RegistryApi api =
          transport(hierarchy.as(hierarchy.account("ada")))
              .connect(server.address().as(identity), RegistryApi.class);
      assertThat(refusal(api::accountMetacenters).reason()).isEqualTo("not-you");
    }

    @Test
    void callWithoutAnswerEndsAtItsDeadline() {
      if (inProcess()) {
        return; // the caller's own thread is in the call
      }
      var release = new CountDownLatch(1);
      peer.before(() -> awaitQuietly(release));
      Endpoint where = serve(hierarchy.agent("west"), DatacenterApi.class);
      DatacenterApi api =
          transport(hierarchy.as(hierarchy.metacenter("shop")), Duration.ofMillis(300))
              .connect(where, DatacenterApi.class);
      assertThat(refusal(api::deploymentList).status()).isEqualTo(Status.TIMED_OUT);
      release.countDown();
    }

    private void awaitQuietly(CountDownLatch latch) {
      try {
        latch.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    void interfaceThatIsNoApiIsRefused() {
      Transport transport = transport(hierarchy.as(hierarchy.account("ada")));
      assertThatThrownBy(() -> transport.connect(Endpoint.of("localhost", 1), Runnable.class))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> transport.serve(anywhere(), Runnable.class, caller -> () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class Identities {
    @Test
    void ofBothSidesAreProvenToTheServer() {
      datacenter().deploymentList();
      assertThat(peer.calls())
          .extracting(RecordingPeer.Call::caller)
          .containsExactly(
              new Caller(Optional.of(hierarchy.metacenter("shop")), hierarchy.agent("west")));
    }

    @Test
    void firstContactWithTheRegistryNeedsNoneButAPinnedRoot() {
      Endpoint where = serve(hierarchy.as(hierarchy.registry()), RegistryApi.class).address();
      RegistryApi api =
          transport(CredentialsSource.anonymous(hierarchy.pinned()))
              .connect(where, RegistryApi.class);
      assertThat(api.nonce()).isEqualTo(samples.nonce());
      assertThat(api.accountCreate(samples.key(), samples.accountRequest()))
          .isEqualTo(samples.accountGrant());
      assertThat(peer.calls())
          .extracting(RecordingPeer.Call::caller)
          .containsOnly(new Caller(Optional.empty(), hierarchy.registry()));
    }

    @Test
    void withoutOneNothingElseOfTheRegistryIsServed() {
      Endpoint where = serve(hierarchy.registry(), RegistryApi.class);
      RegistryApi api =
          transport(CredentialsSource.anonymous(hierarchy.trust()))
              .connect(where, RegistryApi.class);
      ApiException refusal = refusal(api::accountMetacenters);
      assertThat(refusal.status()).isEqualTo(Status.UNAUTHENTICATED);
      assertThat(peer.calls()).isEmpty();
    }

    @Test
    void withoutOneNothingOfADatacenterOrMetacenterIsServed() {
      Transport nobody = transport(CredentialsSource.anonymous(hierarchy.trust()));
      Endpoint agent = serve(hierarchy.agent("west"), DatacenterApi.class);
      assertKeptOut(() -> nobody.connect(agent, DatacenterApi.class).deploymentList());
      Endpoint metacenter = serve(hierarchy.metacenter("shop"), MetacenterApi.class);
      assertKeptOut(() -> nobody.connect(metacenter, MetacenterApi.class).status());
    }

    @Test
    void accountFindsItsOwnRegistryWithoutNamingIt() {
      Endpoint where = serve(hierarchy.registry(), RegistryApi.class);
      RegistryApi api =
          transport(hierarchy.as(hierarchy.account("ada")))
              .connect(Endpoint.of(where.host(), where.port()), RegistryApi.class);
      assertThat(api.accountMetacenters()).isEqualTo(samples.metacenterSummaries());
    }

    @Test
    void pinnedRootIsNotAnotherRoot() {
      Endpoint where = serve(hierarchy.as(hierarchy.registry()), RegistryApi.class).address();
      RegistryApi api =
          transport(CredentialsSource.anonymous(new Hierarchy(clock).pinned()))
              .connect(where, RegistryApi.class);
      assertThat(refusal(api::nonce).status()).isEqualTo(Status.UNAUTHENTICATED);
    }

    @Test
    void firstContactIsWithARegistryOnly() {
      Endpoint where = serve(hierarchy.as(hierarchy.agent("west")), RegistryApi.class).address();
      RegistryApi api =
          transport(CredentialsSource.anonymous(hierarchy.pinned()))
              .connect(where, RegistryApi.class);
      assertThat(refusal(api::nonce).status()).isEqualTo(Status.UNAUTHENTICATED);
      assertThat(peer.calls()).isEmpty();
    }

    @Test
    void serverOfAnotherRootIsRefused() {
      Hierarchy other = new Hierarchy(clock);
      Endpoint where = serve(other.as(other.agent("west")), DatacenterApi.class).address();
      DatacenterApi api =
          transport(hierarchy.as(hierarchy.metacenter("shop")))
              .connect(where.as(hierarchy.agent("west")), DatacenterApi.class);
      assertThat(refusal(api::deploymentList).status()).isEqualTo(Status.UNAUTHENTICATED);
      assertThat(peer.calls()).isEmpty();
    }

    @Test
    void clientOfAnotherRootIsRefused() {
      Endpoint where = serve(hierarchy.agent("west"), DatacenterApi.class);
      Hierarchy other = new Hierarchy(clock);
      var credentials = other.credentials(other.metacenter("shop"));
      DatacenterApi api =
          transport(hierarchy.presenting(credentials)).connect(where, DatacenterApi.class);
      assertKeptOut(api::deploymentList);
    }

    @Test
    void serverWithAnotherIdentityIsRefused() {
      Endpoint where = serve(hierarchy.agent("west"), DatacenterApi.class);
      DatacenterApi api =
          transport(hierarchy.as(hierarchy.metacenter("shop")))
              .connect(where.as(hierarchy.agent("east")), DatacenterApi.class);
      ApiException refusal = refusal(api::deploymentList);
      assertThat(refusal.status()).isEqualTo(Status.UNAUTHENTICATED);
      assertThat(refusal.getMessage()).contains("west").contains("east");
      assertThat(peer.calls()).isEmpty();
    }

    @Test
    void oneOfManyOnAPortIsChosenByTheEndpoint() {
      Identity shop = hierarchy.metacenter("shop");
      Identity blog = hierarchy.metacenter("blog");
      Endpoint where = serve(hierarchy.asAnyOf(shop, blog), MetacenterApi.class).address();
      for (Identity addressed : List.of(shop, blog)) {
        Identity owner = hierarchy.metacenterAccount(addressed.scope().orElseThrow(), "ada");
        transport(hierarchy.as(owner)).connect(where.as(addressed), MetacenterApi.class).status();
        assertThat(peer.calls().get(peer.calls().size() - 1).caller())
            .isEqualTo(new Caller(Optional.of(owner), addressed));
      }
      MetacenterApi unknown =
          transport(hierarchy.as(hierarchy.metacenterAccount("shop", "ada")))
              .connect(where.as(hierarchy.metacenter("gone")), MetacenterApi.class);
      assertThat(refusal(unknown::status).retryable()).isTrue();
    }

    @Test
    void expireEvenWhileAConnectionLasts() {
      Identity ada = hierarchy.account("ada");
      Endpoint where = serve(hierarchy.registry(), RegistryApi.class);
      RegistryApi api =
          transport(CredentialsSource.of(hierarchy.credentials(ada, Duration.ofHours(1))))
              .connect(where, RegistryApi.class);
      api.accountMetacenters();
      clock.advance(Duration.ofHours(2));
      assertThat(refusal(api::accountMetacenters).status()).isEqualTo(Status.UNAUTHENTICATED);
    }
  }

  @Nested
  class Servers {
    @Test
    void tellTheirRealPort() {
      Transport.Server server = serve(hierarchy.as(hierarchy.registry()), RegistryApi.class);
      assertThat(server.address().port()).isPositive();
    }

    @Test
    void shareNoAddress() {
      Transport transport = transport(hierarchy.as(hierarchy.registry()));
      Endpoint taken = serve(transport, anywhere(), RegistryApi.class).address();
      ApiException refusal = refusal(() -> serve(transport, taken, RegistryApi.class));
      assertThat(refusal.status()).isEqualTo(Status.UNAVAILABLE);
      assertThat(refusal.getMessage()).contains(taken.address());
    }

    @Test
    void areUnavailableOnceClosedAndReachedWhenTheyAreBack() {
      Identity identity = hierarchy.agent("west");
      Transport host = transport(hierarchy.as(identity));
      Transport.Server server = serve(host, anywhere(), DatacenterApi.class);
      Endpoint where = server.address();
      DatacenterApi api =
          transport(hierarchy.as(hierarchy.metacenter("shop")))
              .connect(where.as(identity), DatacenterApi.class);
      api.deploymentList();
      server.close();
      server.close();
      ApiException refusal = refusal(api::deploymentList);
      assertThat(refusal.status()).isEqualTo(Status.UNAVAILABLE);
      assertThat(refusal.retryable()).isTrue();
      assertThat(refusal(api::deploymentList).getMessage()).contains(where.address());
      serve(host, where, DatacenterApi.class);
      assertThat(api.deploymentList()).isEqualTo(samples.deployments());
    }

    @Test
    void endWithTheirTransport() {
      Identity identity = hierarchy.agent("west");
      Transport host = transport(hierarchy.as(identity));
      Endpoint where = serve(host, anywhere(), DatacenterApi.class).address().as(identity);
      Transport client = transport(hierarchy.as(hierarchy.metacenter("shop")));
      DatacenterApi api = client.connect(where, DatacenterApi.class);
      api.deploymentList();
      host.close();
      assertThat(refusal(api::deploymentList).status()).isEqualTo(Status.UNAVAILABLE);
      client.close();
      assertThat(refusal(api::deploymentList).status()).isEqualTo(Status.UNAVAILABLE);
    }
  }
}
