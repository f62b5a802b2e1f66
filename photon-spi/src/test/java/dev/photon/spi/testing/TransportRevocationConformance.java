package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
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
}
