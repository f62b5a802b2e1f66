package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Region;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.RevocationList;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.HostReport.Hosted;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the registry refuses before its certificate ends, and who may have it do so. */
class RevocationTest {
  private static final Revoking OWN = new Revoking("not needed", Optional.empty());

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

  private Revoking operator() throws IOException {
    return new Revoking(
        "its key was stolen",
        Optional.of(Files.readString(folder.resolve("operator-token")).strip()));
  }

  private RevocationList list() throws CertificateRejectedException {
    LatestRevocations latest =
        new LatestRevocations(world.registry().credentials()::trust, world.runtime.clock());
    latest.accept(world.anonymous().revocationList(RegistryApi.NO_LIST).orElseThrow());
    return latest.newest().orElseThrow();
  }

  @Test
  void anAccountIsRefusedWithAllItsCertificatesAndForGood() throws Exception {
    KeyPair pair = Keys.generate();
    AccountRequest request = new AccountRequest("ada@example.org", world.proof(pair));
    var granted = world.anonymous().accountCreate(world.key(), request);
    RegistryApi ada =
        world.as(
            Identity.account(world.registry().identity().registry(), granted.account().value()));
    List<X509Certificate> renewed = ada.accountRenew(world.key(), world.proof(pair));
    long before = list().number();

    ada.accountRevoke(world.key(), granted.account(), OWN);
    ada = world.as(identity(granted.account()));

    RevocationList list = list();
    assertThat(list.number()).isGreaterThan(before);
    assertThat(list.size()).isEqualTo(2);
    assertThat(list.contains(granted.chain().get(0).getSerialNumber())).isTrue();
    assertThat(list.contains(renewed.get(0).getSerialNumber())).isTrue();
    assertThat(list.contains(identity(granted.account()))).isTrue();
    assertThat(world.registry().revocations().version()).isEqualTo(list.number());
    refused(Status.DENIED, "revoked", ada::accountDatacenters);
    RegistryApi anyone = world.anonymous();
    AccountRequest again = new AccountRequest("ada@example.org", world.proof(pair));
    refused(Status.DENIED, "revoked", () -> anyone.accountCreate(world.key(), again));
  }

  private Identity identity(AccountId account) {
    return Identity.account(world.registry().identity().registry(), account.value());
  }

  @Test
  void onlyTheOwnerAndTheOperatorMay() throws Exception {
    Account ada = world.account("ada@example.org");
    Account eve = world.account("eve@example.org");
    DatacenterId west = world.datacenter(ada, "west").id();
    DeploymentId shop = ada.api().metacenterCreate(world.key(), world.deployment("shop")).id();
    Revoking guessed = new Revoking("mischief", Optional.of("0".repeat(64)));

    RequestKey key = world.key();
    refused(Status.NOT_FOUND, "not-found", () -> eve.api().accountRevoke(key, ada.id(), OWN));
    refused(Status.NOT_FOUND, "not-found", () -> eve.api().datacenterRevoke(key, west, OWN));
    refused(Status.NOT_FOUND, "not-found", () -> eve.api().metacenterRevoke(key, shop, OWN));
    refused(
        Status.DENIED,
        "wrong-operator-token",
        () -> eve.api().accountRevoke(key, ada.id(), guessed));
    assertThat(list().size()).isZero();

    eve.api().datacenterRevoke(world.key(), west, operator());
    ada.api().metacenterRevoke(world.key(), shop, OWN);
    eve.api().accountRevoke(world.key(), ada.id(), operator());
    assertThat(list().size()).isEqualTo(2); // no host has launched the metacenter
  }

  @Test
  void aRevokedDatacenterHasNoOfferAndMakesNone() throws Exception {
    Account ada = world.account("ada@example.org");
    DatacenterId west = world.datacenter(ada, "west").id();
    RegistryApi agent = world.as(world.agent(west));
    agent.datacenterUpdate(DatacenterReport.of(world.offer(west, "west", 1)));
    assertThat(ada.api().accountDatacenters().get(0).offeredUntil()).isPresent();

    ada.api().datacenterRevoke(world.key(), west, OWN);

    assertThat(ada.api().accountDatacenters().get(0).offeredUntil()).isEmpty();
    refused(
        Status.DENIED,
        "revoked",
        () -> agent.datacenterUpdate(DatacenterReport.of(world.offer(west, "west", 2))));
    var proof = world.proof();
    refused(Status.DENIED, "revoked", () -> agent.datacenterRenew(world.key(), proof));
  }

  @Test
  void aDatacenterThatIsDeletedIsRevokedAtOnce() throws Exception {
    Account ada = world.account("ada@example.org");
    Account eve = world.account("eve@example.org");
    var joined = world.datacenter(ada, "west");
    eve.api().datacenterDelete(world.key(), joined.id());
    assertThat(list().size()).isZero();

    ada.api().datacenterDelete(world.key(), joined.id());
    ada.api().datacenterDelete(world.key(), joined.id());

    assertThat(list().size()).isEqualTo(1);
    assertThat(list().contains(joined.chain().get(0).getSerialNumber())).isTrue();
  }

  @Test
  void aMetacenterThatIsDeletedIsRevokedWhenItsHostHasLetGoOfIt() throws Exception {
    Account ada = world.account("ada@example.org");
    Account host = world.host();
    var request = world.deployment("shop");
    DeploymentId shop = ada.api().metacenterCreate(world.key(), request).id();
    Hosted running = world.launch(host, shop, ada.id(), request.ownerKey());
    BigInteger authority = running.place().ownerChain().get(1).getSerialNumber();
    host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty(), running));

    ada.api().metacenterDelete(world.key(), shop);
    host.api().metacenterHostUpdate(RegistryWorld.report(Optional.empty(), running));
    assertThat(list().size()).as("it removes its nodes").isZero();
    world.restart();

    world.as(host.identity()).metacenterHostUpdate(RegistryWorld.report(Optional.empty()));
    assertThat(list().size()).isEqualTo(1);
    assertThat(list().contains(authority)).isTrue();
  }

  @Test
  void whatIsDeletedAllDayDoesNotFillTheList() throws Exception {
    Account ada = world.account("ada@example.org");
    DatacenterId first = world.datacenter(ada, "first").id();
    ada.api().datacenterRevoke(world.key(), first, OWN);
    world.deleted(5_001);

    ada.api().datacenterDelete(world.key(), world.datacenter(ada, "last").id());

    assertThat(list().size()).isEqualTo(5_001); // what was revoked stays in it
  }

  @Test
  void strangersCannotFillTheList() throws Exception {
    Account ada = world.account("ada@example.org");
    DatacenterId west = world.datacenter(ada, "west").id();
    revokedAlready(60_000);
    world.restart();
    assertThat(list().size()).isEqualTo(60_000);

    RegistryApi again = world.as(identity(ada.id()));
    RequestKey key = world.key();
    refused(Status.EXHAUSTED, "revocations-full", () -> again.datacenterRevoke(key, west, OWN));
    again.datacenterRevoke(world.key(), west, operator());
    assertThat(list().size()).isEqualTo(60_001);
  }

  /** As after many have joined and left; a hundred of a thousand of one of them are listed. */
  private void revokedAlready(int certificates) {
    long until = world.runtime.now().plus(Duration.ofDays(9)).toEpochMilli();
    String registry = world.registry().identity().registry();
    world
        .store()
        .write(
            tx -> {
              for (int i = 0; i < certificates + 900; i++) {
                String uri = Identity.account(registry, "e" + (i < 1000 ? 0 : i / 100)).uri();
                tx.update(
                    "INSERT INTO issued (serial, identity, key_digest, issued, until)"
                        + " VALUES (?, ?, ?, ?, ?)",
                    Integer.toHexString(0x1000 + i),
                    uri,
                    "digest",
                    1L,
                    until);
                tx.update(
                    "INSERT INTO revocation (number, identity, since, reason) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (identity) DO NOTHING",
                    i + 10,
                    uri,
                    1L,
                    "its own wish");
              }
              return true;
            });
  }

  @Test
  void anAuthorityHasOnlySoManyCertificates() {
    Account ada = world.account("ada@example.org");
    KeyPair pair = Keys.generate();
    DatacenterId west =
        ada.api()
            .datacenterCreate(
                world.key(), new DatacenterRequest("west", Region.US_WEST, world.proof(pair)))
            .id();
    RegistryApi agent = world.as(world.agent(west));
    for (int i = 1; i < Issuing.MOST_OF_AUTHORITY; i++) {
      List<X509Certificate> renewed = agent.datacenterRenew(world.key(), world.proof(pair));
      assertThat(renewed).isNotEmpty();
    }
    var proof = world.proof(pair);
    refused(
        Status.EXHAUSTED, "too-many-certificates", () -> agent.datacenterRenew(world.key(), proof));
  }

  @Test
  void theListIsThereAfterARestartAndIsGivenToWhoHasAnOlderOne() throws Exception {
    Account ada = world.account("ada@example.org");
    ada.api().accountRevoke(world.key(), ada.id(), OWN);
    ada.api(); // revoking twice is revoking
    long number = list().number();
    assertThat(world.anonymous().revocationList(number)).isEmpty();
    assertThat(world.anonymous().revocationList(number - 1)).isPresent();

    world.restart();

    assertThat(list().number()).isEqualTo(number);
    assertThat(list().size()).isEqualTo(1);
    refused(Status.DENIED, "revoked", () -> world.as(ada.identity()).accountDatacenters());
  }

  @Test
  void whatHasExpiredLeavesTheListAndTheListIsSignedAnewNowAndThen() throws Exception {
    Account ada = world.account("ada@example.org");
    ada.api().accountRevoke(world.key(), ada.id(), OWN);
    var signed = list().issued();

    world.runtime.advance(Duration.ofMinutes(20));
    assertThat(list().issued()).isAfter(signed);
    assertThat(list().size()).isEqualTo(1);
    world.registry().close(); // its timers; they would sweep each minute of the days to come
    world.runtime.advance(Duration.ofDays(91));
    assertThat(list().size()).isZero();
    assertThat(list().contains(ada.identity())).isTrue(); // metacenters may have let it in
    world.runtime.advance(Duration.ofDays(10));
    assertThat(list().contains(ada.identity())).isFalse();
    refused(Status.DENIED, "revoked", () -> world.as(ada.identity()).accountDatacenters());
  }
}
