package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.event.QueueRuntime;
import dev.photon.core.match.CheapestMatcher;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.HostReport.Hosted;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A registry on a store of its own and a clock that the test turns, and those who call it. */
final class RegistryWorld implements AutoCloseable {
  final QueueRuntime runtime;
  private final Path folder;
  private final String url;
  private Store store;
  private Registry registry;
  private int keys;

  /** An account that has registered. */
  record Account(AccountId id, Identity identity, RegistryApi api) {}

  RegistryWorld(Path folder) {
    this(folder, "jdbc:sqlite:" + folder.resolve("registry.db"), 7);
  }

  /** A registry on another store; several on one with the same folder are its replicas. */
  RegistryWorld(Path folder, String url, long seed) {
    this.runtime = new QueueRuntime(seed);
    this.folder = folder;
    this.url = url;
    this.store = openStore();
    this.registry = openRegistry();
  }

  private Store openStore() {
    return JdbcStore.open(url, "registry");
  }

  private Registry openRegistry() {
    try {
      return Registry.open(
          new Registry.Setup(
              store,
              KeyStoreDirectory.open(folder.resolve("keys")),
              runtime,
              folder.resolve("enrol-token"),
              folder.resolve("operator-token"),
              "localhost"),
          new CheapestMatcher());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void restart() {
    close();
    store = openStore();
    registry = openRegistry();
  }

  Store store() {
    return store;
  }

  Registry registry() {
    return registry;
  }

  RegistryApi as(Identity identity) {
    return registry.view(new Caller(Optional.of(identity), registry.identity()));
  }

  RegistryApi anonymous() {
    return registry.view(new Caller(Optional.empty(), registry.identity()));
  }

  RequestKey key() {
    return new RequestKey("k" + keys++);
  }

  KeyProof proof(KeyPair pair) {
    var nonce = anonymous().nonce();
    return new KeyProof(SigningRequest.create(pair, nonce.bytes()), nonce);
  }

  KeyProof proof() {
    return proof(Keys.generate());
  }

  Account account(String email) {
    AccountId id = anonymous().accountCreate(key(), new AccountRequest(email, proof())).account();
    Identity identity = Identity.account(registry.identity().registry(), id.value());
    return new Account(id, identity, as(identity));
  }

  DatacenterGrant datacenter(Account account, String name) {
    return account
        .api()
        .datacenterCreate(key(), new DatacenterRequest(name, Region.US_WEST, proof()));
  }

  Identity agent(DatacenterId id) {
    return Identity.agent(registry.identity().registry(), id.value());
  }

  Offer offer(DatacenterId id, String name, long sequence) {
    Resources all = new Resources(8_000, 8L << 30, 80L << 30);
    return new Offer(
        id,
        name,
        Region.US_WEST,
        Lifetime.LONG,
        new PriceList.Flavours(List.of(new PriceList.Flavour("small", all, new Price(120_000)))),
        new Capacity(all, all, all),
        sequence,
        runtime.now().plus(Duration.ofSeconds(15)),
        Endpoint.of("localhost", 7443).as(agent(id)),
        false);
  }

  Identity metacenter(DeploymentId id) {
    return Identity.metacenter(registry.identity().registry(), id.value());
  }

  /** Asks for so many nodes of 1 cpu and 1 GiB, at no more than the usual offer asks. */
  LeaseRequest lease(LeaseId id, DatacenterId where, int nodes) {
    ProfileRequirement small =
        new ProfileRequirement(
            ProfileName.of("small"),
            Lifetime.SHORT,
            new Resources(1_000, 1L << 30, 1L << 30),
            nodes,
            Optional.of(new Price(120_000)));
    return new LeaseRequest(
        id,
        where,
        new DatacenterRequirement(DatacenterName.of("coast"), Region.US_WEST, List.of(small)),
        1,
        Duration.ofMinutes(10));
  }

  /** An account that has shown the token, and reports nothing. */
  Account host() {
    Account host = account("host@example.org");
    host.api().metacenterHostUpdate(report(Optional.of(registry.enrolToken())));
    return host;
  }

  static HostReport report(Optional<String> token, Hosted... hosted) {
    return new HostReport(token, Endpoint.of("localhost", 7444), List.of(hosted));
  }

  /** As if so many datacenters had joined and been deleted before. */
  void deleted(int datacenters) {
    long until = runtime.now().plus(Duration.ofDays(90)).toEpochMilli();
    store.write(
        tx -> {
          for (int i = 1; i <= datacenters; i++) {
            String identity =
                Identity.datacenterAuthority(registry.identity().registry(), "gone-" + i).uri();
            tx.update(
                "INSERT INTO issued (serial, identity, key_digest, issued, until)"
                    + " VALUES (?, ?, '', 0, ?)",
                Integer.toHexString(i),
                identity,
                until);
            tx.update(
                "INSERT INTO revocation (number, identity, since, reason) VALUES (?, ?, 0, '')",
                1_000 + i,
                identity);
          }
          return true;
        });
  }

  MetacenterRequest deployment(String name) {
    return new MetacenterRequest(name, proof());
  }

  /** Launches as a host does: enrols the authority, and issues the owner's certificate. */
  Hosted launch(Account host, DeploymentId id, AccountId owner, KeyProof ownerKey)
      throws CertificateRejectedException {
    KeyPair authorityKey = Keys.generate();
    List<X509Certificate> chain = host.api().metacenterEnrol(key(), id, proof(authorityKey));
    CertificateAuthority authority =
        CertificateAuthority.open(
            new Credentials(
                authorityKey.getPrivate(), chain.subList(0, 1), chain.get(chain.size() - 1)),
            runtime.clock(),
            new SecureRandom());
    List<X509Certificate> ownerChain =
        authority.issue(
            ownerKey.request().verify(ownerKey.nonce().bytes()),
            Identity.metacenterAccount(registry.identity().registry(), id.value(), owner.value()));
    return new Hosted(id, new MetacenterPlace(Endpoint.of("localhost", 7444), ownerChain));
  }

  static void refused(ApiException.Status status, String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(status);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  static void refusedWith(ApiException.Status status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.status()).as(e.getMessage()).isEqualTo(status));
  }

  @Override
  public void close() {
    registry.close();
    store.close();
  }
}
