package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Region;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.core.store.PostgresServer;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two replicas of one registry on one PostgreSQL: whom one asks makes no difference. */
class ReplicasTest {
  @TempDir private static Path shared;

  @SuppressWarnings("NullAway.Init")
  private static PostgresServer server;

  private static int databases;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld one;

  @SuppressWarnings("NullAway.Init")
  private RegistryWorld other;

  @SuppressWarnings("NullAway.Init")
  private Account ada;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start(shared.resolve("postgres"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() throws Exception {
    String url = server.database("registry" + databases++);
    one = new RegistryWorld(folder, url, 1);
    other = new RegistryWorld(folder, url, 2);
    ada = one.account("ada@example.org");
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
  }

  private RegistryApi adaAtOther() {
    return other.as(ada.identity());
  }

  /** Lets the same time pass at both. */
  private void pass(Duration time) {
    one.runtime.advance(time);
    other.runtime.advance(time);
  }

  @Test
  void aNonceOfOneIsGoodOnceAtEither() {
    KeyPair pair = Keys.generate();
    Nonce nonce = one.anonymous().nonce();
    KeyProof proof = new KeyProof(SigningRequest.create(pair, nonce.bytes()), nonce);
    AccountRequest request = new AccountRequest("bob@example.org", proof);
    RequestKey key = new RequestKey("bob");
    AccountGrant bob = other.anonymous().accountCreate(key, request);

    assertThat(one.anonymous().accountCreate(key, request)).as("a repeat").isEqualTo(bob);
    refused(
        Status.INVALID,
        "nonce-spent",
        () -> one.anonymous().accountCreate(new RequestKey("again"), request));
    refused(
        Status.INVALID,
        "nonce-spent",
        () -> other.anonymous().accountCreate(new RequestKey("again"), request));
  }

  @Test
  void whatWasSpentIsForgottenWhenItIsTooOld() {
    assertThat(spent()).isPositive();
    pass(Nonces.LIFE.plus(Duration.ofMinutes(1)));
    assertThat(spent()).isZero();
  }

  private long spent() {
    return one.store()
        .read(tx -> tx.first("SELECT COUNT(*) AS n FROM spent_nonce", row -> row.number("n")))
        .orElseThrow();
  }

  @Test
  void accountsAndDeploymentsOfOneAreThoseOfTheOther() {
    DeploymentId shop = ada.api().metacenterCreate(one.key(), one.deployment("shop")).id();
    assertThat(adaAtOther().accountMetacenters())
        .singleElement()
        .satisfies(m -> assertThat(m.id()).isEqualTo(shop));
    refused(
        Status.CONFLICT,
        "name-taken",
        () -> adaAtOther().metacenterCreate(new RequestKey("x"), other.deployment("shop")));
  }

  @Test
  void aHostThatReportsToOneGetsWhatTheOtherWasAskedFor() {
    Account host = one.host();
    DeploymentId shop =
        adaAtOther().metacenterCreate(new RequestKey("shop"), other.deployment("shop")).id();
    assertThat(host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty())).launch())
        .singleElement()
        .satisfies(launch -> assertThat(launch.id()).isEqualTo(shop));
  }

  @Test
  void whatOneRevokesTheOtherRefusesAtOnceAndListsWithinASecond() {
    long before = other.registry().revocations().version();
    ada.api().accountRevoke(one.key(), ada.id(), new Revoking("a test", Optional.empty()));
    refused(Status.DENIED, "revoked", () -> adaAtOther().accountDatacenters());
    pass(Duration.ofSeconds(1));
    assertThat(other.registry().revocations().version()).isNotEqualTo(before);
  }

  @Test
  void offersAndLeasesOfOneAreSeenByTheOtherWithinASecond() {
    DatacenterId west = one.datacenter(ada, "west").id();
    RegistryApi agent = one.as(one.agent(west));
    agent.datacenterUpdate(DatacenterReport.of(one.offer(west, "west", 1)));
    pass(Duration.ofSeconds(1));
    assertThat(freeAtOther()).contains(8_000L);

    DeploymentId shop = ada.api().metacenterCreate(one.key(), one.deployment("shop")).id();
    LeaseId id = new LeaseId(shop, 1);
    one.as(one.metacenter(shop)).leaseOpen(one.key(), one.lease(id, west, 3));
    pass(Duration.ofSeconds(1));
    assertThat(freeAtOther()).contains(5_000L);

    other.as(other.metacenter(shop)).leaseClose(new RequestKey("close"), id);
    assertThat(freeAtOther()).contains(8_000L);
    Offer later = one.offer(west, "west", 2);
    agent.datacenterUpdate(DatacenterReport.of(later));
    pass(Duration.ofSeconds(14));
    assertThat(freeAtOther()).as("renewed").contains(8_000L);
    ada.api().datacenterDelete(one.key(), west);
    pass(Duration.ofSeconds(2));
    assertThat(freeAtOther()).as("it has expired").isEmpty();
  }

  private Optional<Long> freeAtOther() {
    DatacenterRequirement any =
        new DatacenterRequirement(DatacenterName.of("any"), Region.US_WEST, List.of());
    return adaAtOther()
        .datacenterMatch(new MatchRequest(List.of(any), Set.of()))
        .entries()
        .get(0)
        .chosen()
        .map(c -> c.offer().capacity().free().milliCpu());
  }
}
