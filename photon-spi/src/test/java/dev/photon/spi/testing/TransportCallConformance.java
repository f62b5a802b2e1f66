package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calls, their refusals and their servers: a part of {@link TransportConformance}. */
abstract class TransportCallConformance extends TransportRevocationConformance {
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
