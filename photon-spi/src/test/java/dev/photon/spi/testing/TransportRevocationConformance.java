package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.Trust;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Certificates that end before a connection does: a part of {@link TransportConformance}. */
abstract class TransportRevocationConformance extends TransportIdentityConformance {
  @Nested
  class Revoked {
    private final LatestRevocations known = hierarchy.revocations();
    private final Identity west = hierarchy.agent("west");
    private final Identity shop = hierarchy.metacenter("shop");

    private DatacenterApi datacenter(CredentialsSource client) {
      Endpoint where =
          serve(transport(hierarchy.as(west), known), anywhere(), DatacenterApi.class)
              .address()
              .as(west);
      return transport(client).connect(where, DatacenterApi.class);
    }

    @Test
    void clientIsKeptOut() {
      hierarchy.revokeAuthorityOf(shop, known);
      assertKeptOut(datacenter(hierarchy.as(shop))::deploymentList);
    }

    @Test
    void clientIsRefusedOnAConnectionThatLasts() {
      DatacenterApi api = datacenter(hierarchy.as(shop));
      api.deploymentList();
      hierarchy.revokeAuthorityOf(shop, known);
      assertThat(refusal(api::deploymentList).status())
          .isIn(Status.UNAUTHENTICATED, Status.UNAVAILABLE);
      assertThat(peer.calls()).hasSize(1);
    }

    @Test
    void clientsStreamEnds() throws Exception {
      DatacenterApi api = datacenter(hierarchy.as(shop));
      var received = new ReceivedEvents();
      try (Subscription stream = api.deploymentEvents(samples.deployment(), 0, received)) {
        assertThat(stream).isNotNull();
        hierarchy.revokeAuthorityOf(shop, known);
        samples.events(1).forEach(peer.events::append);
        assertThat(received.awaitEnd().orElseThrow().status()).isEqualTo(Status.UNAUTHENTICATED);
        assertThat(peer.events.awaitClosed()).isTrue();
      }
    }

    @Test
    void othersStreamGoesOn() throws Exception {
      DatacenterApi api = datacenter(hierarchy.as(shop));
      var received = new ReceivedEvents();
      try (Subscription stream = api.deploymentEvents(samples.deployment(), 0, received)) {
        assertThat(stream).isNotNull();
        hierarchy.revokeAuthorityOf(hierarchy.metacenter("blog"), known);
        samples.events(1).forEach(peer.events::append);
        assertThat(received.take(1)).isEqualTo(samples.events(1));
        assertThat(api.deploymentList()).isEqualTo(samples.deployments());
      }
    }

    @Test
    void streamEndsWithItsReadersCertificate() throws Exception {
      Credentials brief = hierarchy.credentials(shop, Duration.ofHours(1));
      DatacenterApi api = datacenter(CredentialsSource.of(brief));
      var received = new ReceivedEvents();
      try (Subscription stream = api.deploymentEvents(samples.deployment(), 0, received)) {
        assertThat(stream).isNotNull();
        clock.advance(Duration.ofHours(2));
        samples.events(1).forEach(peer.events::append);
        assertThat(received.awaitEnd().orElseThrow().status()).isEqualTo(Status.UNAUTHENTICATED);
      }
    }

    @Test
    void serverIsRefused() {
      Endpoint where = serve(hierarchy.agent("west"), DatacenterApi.class);
      hierarchy.revokeAuthorityOf(west, known);
      DatacenterApi api = transport(hierarchy.as(shop), known).connect(where, DatacenterApi.class);
      assertThat(refusal(api::deploymentList).status()).isEqualTo(Status.UNAUTHENTICATED);
      assertThat(peer.calls()).isEmpty();
    }

    @Test
    void accountIsKeptOutOfItsRegistry() {
      Credentials ada = hierarchy.credentials(hierarchy.account("ada"));
      Identity registry = hierarchy.registry();
      Endpoint where =
          serve(transport(hierarchy.as(registry), known), anywhere(), RegistryApi.class)
              .address()
              .as(registry);
      RegistryApi api = transport(CredentialsSource.of(ada)).connect(where, RegistryApi.class);
      api.accountDatacenters();
      hierarchy.revoke(ada, known);
      assertThat(refusal(api::accountDatacenters).status())
          .isIn(Status.UNAUTHENTICATED, Status.UNAVAILABLE);
      assertThat(peer.calls()).hasSize(1);
    }
  }

  @Nested
  class Renewed {
    private static final Duration LIFE = Duration.ofSeconds(2);
    private static final Duration RUN = Duration.ofSeconds(6);
    private static final int THREADS = 4;

    /** Up to when the kit's clock was set; it goes with the real one here. */
    private long told = System.nanoTime();

    @Test
    void certificatesOfSecondsLetNoCallFail() throws Exception {
      Identity west = hierarchy.agent("west");
      Identity shop = hierarchy.metacenter("shop");
      Renewing server = new Renewing(west);
      Renewing client = new Renewing(shop);
      Endpoint where = serve(server, DatacenterApi.class).address().as(west);
      DatacenterApi api = transport(client).connect(where, DatacenterApi.class);
      List<Callable<Integer>> callers = Collections.nCopies(THREADS, () -> calls(api));
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        int answered = 0;
        for (Future<Integer> caller : threads.invokeAll(callers)) {
          answered += caller.get();
        }
        assertThat(answered).isGreaterThan(1000);
        assertThat(client.renewals()).isBetween(3, 12);
        assertThat(server.renewals()).isBetween(3, 12);
      } finally {
        threads.shutdownNow();
      }
    }

    private int calls(DatacenterApi api) {
      int answered = 0;
      for (long end = System.nanoTime() + RUN.toNanos(); System.nanoTime() < end; answered++) {
        tick();
        api.deploymentList();
      }
      return answered;
    }

    private synchronized void tick() {
      long now = System.nanoTime();
      clock.advance(Duration.ofNanos(now - told));
      told = now;
    }

    /** Renews at half-life, as servers do. */
    private final class Renewing implements CredentialsSource {
      private final Identity identity;
      private Credentials current;
      private int renewals;

      Renewing(Identity identity) {
        this.identity = identity;
        this.current = hierarchy.credentials(identity, LIFE);
      }

      @Override
      public synchronized Optional<Credentials> own(Optional<String> serverName) {
        if (current.notAfter().minus(LIFE.dividedBy(2)).isBefore(clock.instant())) {
          current = hierarchy.credentials(identity, LIFE);
          renewals++;
        }
        return Optional.of(current);
      }

      @Override
      public Trust trust() {
        return hierarchy.trust();
      }

      synchronized int renewals() {
        return renewals;
      }
    }
  }
}
