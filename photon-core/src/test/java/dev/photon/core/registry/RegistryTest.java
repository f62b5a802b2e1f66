package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostInstructions.Launch;
import dev.photon.spi.api.HostReport.Hosted;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways that accounts, datacenters and deployments go. */
class RegistryTest {
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static MatchRequest anyInUsWest() {
    ProfileRequirement small =
        new ProfileRequirement(
            new ProfileName("small"),
            Lifetime.SHORT,
            new Resources(1_000, 1 << 20, 1 << 20),
            2,
            Optional.empty());
    return new MatchRequest(
        List.of(
            new DatacenterRequirement(
                new DatacenterName("westcoast"), Region.US_WEST, List.of(small))),
        Set.of());
  }

  @Test
  void fromRegisteringToDeletingADeployment() throws Exception {
    Account ada = world.account("ada@example.org");
    Account operator = world.account("operator@example.org");
    Account host = world.host();

    DatacenterGrant joined = world.datacenter(operator, "west");
    assertThat(joined.id().value()).matches("west-[0-9a-f]{8}");
    RegistryApi agent = world.as(world.agent(joined.id()));
    agent.datacenterUpdate(DatacenterReport.of(world.offer(joined.id(), "west", 1)));
    MatchResult match = ada.api().datacenterMatch(anyInUsWest());
    assertThat(match.complete()).isTrue();
    assertThat(match.entries().get(0).chosen().orElseThrow().offer().id()).isEqualTo(joined.id());

    KeyPair ownerKey = Keys.generate();
    RequestKey key = world.key();
    MetacenterRequest request = new MetacenterRequest("shop", world.proof(ownerKey));
    MetacenterGrant asked = ada.api().metacenterCreate(key, request);
    assertThat(asked.id().value()).matches("shop-[0-9a-f]{8}");
    assertThat(asked.place()).isEmpty();

    HostInstructions told = host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty()));
    assertThat(told.remove()).isEmpty();
    assertThat(told.launch())
        .extracting(Launch::id, Launch::name, Launch::owner)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(asked.id(), "shop", ada.id()));
    Hosted running = world.launch(host, asked.id(), ada.id(), told.launch().get(0).ownerKey());
    HostInstructions content =
        host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty(), running));
    assertThat(content).isEqualTo(new HostInstructions(List.of(), Set.of()));

    MetacenterPlace place = ada.api().metacenterCreate(key, request).place().orElseThrow();
    Identity metacenter =
        Identity.metacenter(world.registry().identity().registry(), asked.id().value());
    assertThat(place.endpoint()).isEqualTo(Endpoint.of("localhost", 7444).as(metacenter));
    assertThat(place.ownerChain().get(0).getPublicKey()).isEqualTo(ownerKey.getPublic());
    assertThat(ada.api().accountMetacenters())
        .extracting(MetacenterSummary::id, MetacenterSummary::endpoint)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(asked.id(), Optional.of(place.endpoint())));
    assertThat(world.as(metacenter).datacenterMatch(anyInUsWest()).complete()).isTrue();

    ada.api().metacenterDelete(world.key(), asked.id());
    ada.api().metacenterDelete(world.key(), asked.id());
    assertThat(ada.api().accountMetacenters()).isEmpty();
    assertThat(
            host.api()
                .metacenterHostUpdate(RegistryWorld.report(Optional.empty(), running))
                .remove())
        .containsExactly(asked.id());
    refused(
        ApiException.Status.DENIED,
        "not-registered",
        () -> world.as(metacenter).datacenterMatch(anyInUsWest()));
    assertThat(ada.api().metacenterCreate(world.key(), world.deployment("shop")).id())
        .isNotEqualTo(asked.id());
  }

  @Test
  void aRestartFindsEverythingAgain() throws Exception {
    Account ada = world.account("ada@example.org");
    Account host = world.host();
    DatacenterGrant joined = world.datacenter(ada, "west");
    world
        .as(world.agent(joined.id()))
        .datacenterUpdate(DatacenterReport.of(world.offer(joined.id(), "west", 1)));
    RequestKey key = world.key();
    MetacenterRequest request = world.deployment("shop");
    DeploymentId id = ada.api().metacenterCreate(key, request).id();
    Hosted running = world.launch(host, id, ada.id(), request.ownerKey());
    host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty(), running));
    String fingerprint = world.registry().fingerprint();
    String token = world.registry().enrolToken();

    world.restart();

    assertThat(world.registry().fingerprint()).isEqualTo(fingerprint);
    assertThat(world.registry().enrolToken()).isEqualTo(token);
    RegistryApi again = world.as(ada.identity());
    assertThat(again.accountDatacenters())
        .extracting(DatacenterSummary::id)
        .containsExactly(joined.id());
    assertThat(again.datacenterMatch(anyInUsWest()).complete()).isTrue();
    MetacenterGrant grant = again.metacenterCreate(key, request);
    assertThat(grant.id()).isEqualTo(id);
    assertThat(grant.place()).isPresent();
    assertThat(
            world
                .as(host.identity())
                .metacenterHostUpdate(RegistryWorld.report(Optional.empty())) // lost all
                .launch())
        .extracting(Launch::id)
        .containsExactly(id);
  }

  @Test
  void aNameIsTakenOnceInAnAccountAlsoInARace() throws Exception {
    Account ada = world.account("ada@example.org");
    Account bob = world.account("bob@example.org");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> race =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(i -> asks(ada, world.key(), world.deployment("shop")))
              .toList();
      long won = 0;
      for (Future<Boolean> one : threads.invokeAll(race)) {
        won += one.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(ada.api().accountMetacenters()).hasSize(1);
    bob.api().metacenterCreate(world.key(), world.deployment("shop"));
  }

  @Test
  void aRepeatThatComesAtTheSameTimeGetsTheFirstAnswer() throws Exception {
    Account ada = world.account("ada@example.org");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 10; round++) {
        RequestKey key = world.key();
        KeyProof proof = world.proof();
        Callable<List<X509Certificate>> renew = () -> ada.api().accountRenew(key, proof);
        Set<List<X509Certificate>> answers = new HashSet<>();
        for (Future<List<X509Certificate>> one : threads.invokeAll(Collections.nCopies(8, renew))) {
          answers.add(one.get());
        }
        assertThat(answers).hasSize(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Boolean> asks(Account account, RequestKey key, MetacenterRequest r) {
    return () -> {
      try {
        account.api().metacenterCreate(key, r);
        return true;
      } catch (ApiException e) {
        assertThat(e.reason()).isEqualTo("name-taken");
        return false;
      }
    };
  }

  @Test
  void anOfferLeavesTheBookWhenItExpiresOrIsWithdrawn() {
    Account ada = world.account("ada@example.org");
    DatacenterGrant west = world.datacenter(ada, "west");
    RegistryApi agent = world.as(world.agent(west.id()));
    agent.datacenterUpdate(DatacenterReport.of(world.offer(west.id(), "west", 2)));
    assertThat(ada.api().accountDatacenters().get(0).offeredUntil()).isPresent();
    world.runtime.advance(Duration.ofSeconds(15));
    assertThat(ada.api().accountDatacenters().get(0).offeredUntil()).isEmpty();
    assertThat(ada.api().datacenterMatch(anyInUsWest()).complete()).isFalse();
    agent.datacenterUpdate(DatacenterReport.of(world.offer(west.id(), "west", 3)));
    assertThat(ada.api().datacenterMatch(anyInUsWest()).complete()).isTrue();
    ada.api().datacenterDelete(world.key(), west.id());
    assertThat(ada.api().datacenterMatch(anyInUsWest()).complete()).isFalse();
    Offer late = world.offer(west.id(), "west", 4);
    refused(
        ApiException.Status.DENIED,
        "not-registered",
        () -> agent.datacenterUpdate(DatacenterReport.of(late)));
    world.restart();
    assertThat(world.as(ada.identity()).datacenterMatch(anyInUsWest()).complete()).isFalse();
  }

  @Test
  void anOlderOfferChangesNothingAndNoneStandsForLong() {
    Account ada = world.account("ada@example.org");
    DatacenterGrant west = world.datacenter(ada, "west");
    RegistryApi agent = world.as(world.agent(west.id()));
    Offer forever =
        Offers.until(world.offer(west.id(), "west", 9), world.runtime.now().plusSeconds(1 << 20));
    agent.datacenterUpdate(DatacenterReport.of(forever));
    agent.datacenterUpdate(DatacenterReport.of(world.offer(west.id(), "west", 8)));
    assertThat(ada.api().accountDatacenters().get(0).offeredUntil())
        .contains(world.runtime.now().plus(OrderBook.LONGEST));
    world.runtime.advance(OrderBook.LONGEST.plusMinutes(2));
    world.restart();
    assertThat(world.as(ada.identity()).accountDatacenters().get(0).offeredUntil()).isEmpty();
  }

  @Test
  void theTokenIsNeededOnceAndIsItsOwnersSecret() throws IOException {
    Account eve = world.account("eve@example.org");
    refused(
        ApiException.Status.DENIED,
        "not-a-host",
        () -> eve.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty())));
    refused(
        ApiException.Status.DENIED,
        "wrong-enrol-token",
        () -> eve.api().metacenterHostUpdate(RegistryWorld.report(Optional.of("0".repeat(64)))));
    String token = world.registry().enrolToken();
    eve.api().metacenterHostUpdate(RegistryWorld.report(Optional.of(token)));
    eve.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty()));
    Path file = folder.resolve("enrol-token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).isEqualTo(token);
  }

  @Test
  void metacentersAreSpreadOverTheHostsThatReport() throws Exception {
    Account one = world.host();
    Account other = world.account("other@example.org");
    other
        .api()
        .metacenterHostUpdate(RegistryWorld.report(Optional.of(world.registry().enrolToken())));
    Account ada = world.account("ada@example.org");
    for (int i = 0; i < 4; i++) {
      ada.api().metacenterCreate(world.key(), world.deployment("shop" + i));
    }
    assertThat(launches(one)).hasSize(2);
    assertThat(launches(other)).hasSize(2);

    world.runtime.advance(Hosts.LIVE.plusSeconds(1));
    DeploymentId late = ada.api().metacenterCreate(world.key(), world.deployment("late")).id();
    assertThat(launches(one)).hasSize(3).extracting(Launch::id).contains(late);
    DeploymentId first = launches(one).get(0).id();
    KeyProof authority = world.proof();
    refused(
        ApiException.Status.NOT_FOUND,
        "not-found",
        () -> other.api().metacenterEnrol(world.key(), first, authority));
  }

  private static List<Launch> launches(Account host) {
    return host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty())).launch();
  }
}
