package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who is let in by whom, and who is told to be who: a part of {@link TransportConformance}. */
abstract class TransportIdentityConformance extends TransportFixture {
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
}
