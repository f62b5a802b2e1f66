package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.core.registry.OfflineRoot;
import dev.photon.core.registry.Registry;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.transport.local.LocalTransportProvider;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Validity;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against real registries, over a transport within the process. */
class PhotonClientTest {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path folder;
  private final LocalTransportProvider transports = new LocalTransportProvider();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PhotonClient client = PhotonClient.open(Path.of("unused"), transports, CLOCK);
  private Served first = new Served(Endpoint.of("nowhere", 1), "");

  private record Served(Endpoint endpoint, String root) {
    CertificateFingerprint fingerprint() {
      return CertificateFingerprint.parse(root);
    }
  }

  @BeforeEach
  void serve() throws IOException {
    client = add(PhotonClient.open(folder.resolve("state"), transports, CLOCK));
    first = registry("first");
  }

  private <T extends AutoCloseable> T add(T resource) {
    opened.add(0, resource);
    return resource;
  }

  private Served registry(String name) throws IOException {
    KeyStoreDirectory keys = KeyStoreDirectory.open(folder.resolve(name));
    Store store = add(JdbcStore.open("jdbc:sqlite::memory:", "registry"));
    ThreadedRuntime runtime = add(new ThreadedRuntime(name, CLOCK));
    Registry registry =
        add(
            Registry.open(
                new Registry.Setup(
                    store,
                    keys,
                    runtime,
                    folder.resolve(name).resolve("token"),
                    folder.resolve(name).resolve("operator-token"),
                    name)));
    Transport transport =
        add(
            transports.open(
                new TransportProvider.Context(
                    registry.credentials(), CLOCK, Duration.ofSeconds(5))));
    Transport.Server server =
        transport.serve(Endpoint.of(name, 0), RegistryApi.class, registry::view);
    return new Served(Endpoint.of(name, server.address().port()), registry.fingerprint());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  private static void assertRefused(Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ClientException.class, e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
  }

  private Account register() throws ClientException {
    return client.register(first.endpoint(), first.fingerprint(), "ada@example.com");
  }

  @Test
  void eitherRootOfARegistryIsThatOfTheSameAccount() throws Exception {
    Clock years = Clock.offset(CLOCK, Duration.ofDays(-3400)); // less than a year is left
    Credentials root =
        new OfflineRoot(KeyStoreDirectory.open(folder.resolve("old")), years).create();
    CertificateFingerprint older = CertificateFingerprint.of(root.root());
    Served served = registry("old");
    assertThat(served.fingerprint()).isNotEqualTo(older);

    Account account = client.register(served.endpoint(), older, "ada@example.com");
    for (CertificateFingerprint either : List.of(older, served.fingerprint())) {
      assertThat(client.register(served.endpoint(), either, "ada@example.com")).isEqualTo(account);
    }
    assertThat(client.accounts()).containsExactly(account);
    assertThat(account.fingerprint()).isEqualTo(served.fingerprint());
    assertThat(client.renew(account).roots().trusted()).hasSize(2);
  }

  @Test
  void anAccountIsKeptForItsOwnerAlone() throws Exception {
    Account account = register();

    Path keys = folder.resolve("state/accounts").resolve(account.registry() + "." + account.id());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(client.accounts()).containsExactly(account);
    assertThat(client.account(Optional.empty())).isEqualTo(account);
    assertThat(client.credentials(account).identity())
        .isEqualTo(Identity.account(account.registry(), account.id().value()));
  }

  @Test
  void registeringAgainGivesTheSameAccount() throws Exception {
    Account account = register();
    CertificateSummary certificate = client.kept(account).certificate();

    assertThat(register()).isEqualTo(account);
    assertThat(client.kept(account).certificate()).isEqualTo(certificate);
  }

  @Test
  void whomTheRegistryHasForgottenRegistersAgainWithTheSameKey() throws Exception {
    Account account = register();
    Account bob = client.register(first.endpoint(), first.fingerprint(), "bob@example.com");
    client.useAccount(account);
    Credentials own = client.credentials(account);
    first = registry("first"); // of the same keys, and an empty store
    assertThatThrownBy(() -> client.list(moved(account)))
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> assertThat(e.hint().orElse("")).contains("'photon register'"));

    Account anew = register();

    assertThat(anew.id()).isNotEqualTo(account.id());
    assertThat(client.credentials(anew).leaf().getPublicKey()).isEqualTo(own.leaf().getPublicKey());
    assertThat(client.list(anew)).isEmpty(); // the registry knows it
    assertThat(client.accounts()).containsExactlyInAnyOrder(anew, bob);
    assertThat(client.account(Optional.empty())).isEqualTo(anew);
    assertThat(register()).isEqualTo(anew);
  }

  private Account moved(Account account) {
    return new Account(
        account.registry(), first.endpoint(), account.id(), account.email(), account.fingerprint());
  }

  @Test
  void registeringAgainRenewsACertificateThatNearsItsEnd() throws Exception {
    Account account = register();
    Credentials own = client.credentials(account);
    CertificateAuthority root =
        CertificateAuthority.open(
            KeyStoreDirectory.open(folder.resolve("first")).load("root").orElseThrow(),
            CLOCK,
            new SecureRandom());
    List<X509Certificate> ending =
        root.issue(own.leaf().getPublicKey(), own.identity(), Duration.ofSeconds(1));
    KeyStoreDirectory.open(client.kept(account).folder())
        .save("account", new Credentials(own.privateKey(), ending, own.root()));

    assertThat(register()).isEqualTo(account);

    Credentials renewed = client.credentials(account);
    assertThat(renewed.identity()).isEqualTo(own.identity());
    assertThat(renewed.leaf().getPublicKey()).isEqualTo(own.leaf().getPublicKey());
    assertThat(Validity.of(renewed.leaf()).left(CLOCK.instant()))
        .isGreaterThan(Duration.ofDays(89));
    assertThat(client.list(account)).isEmpty(); // the registry knows it
  }

  @Test
  void twoAccountsAtOneRegistryStandSideBySide() throws Exception {
    Account ada = register();
    Account bob = client.register(first.endpoint(), first.fingerprint(), "bob@example.com");

    assertThat(client.accounts()).containsExactlyInAnyOrder(ada, bob);
    assertThat(client.credentials(ada).identity()).isNotEqualTo(client.credentials(bob).identity());
    assertRefused(Kind.INVALID, () -> client.account(Optional.of(first.endpoint())));

    client.useAccount(client.accountNamed("bob@example.com"));

    assertThat(client.account(Optional.empty())).isEqualTo(bob);
    assertThat(client.account(Optional.of(first.endpoint()))).isEqualTo(bob);
    assertThat(client.kept(bob).isDefault()).isTrue();
    assertThat(client.kept(ada).isDefault()).isFalse();
  }

  @Test
  void anAccountThatAnOlderBuildHasKeptIsFoundAndStaysWhereItIs() throws Exception {
    Account account = register();
    Path old = folder.resolve("state/accounts").resolve(account.registry());
    Files.move(client.kept(account).folder(), old);

    assertThat(client.accounts()).containsExactly(account);
    assertThat(client.kept(account).folder()).isEqualTo(old);
    Account bob = client.register(first.endpoint(), first.fingerprint(), "bob@example.com");
    assertThat(client.accounts()).containsExactlyInAnyOrder(account, bob);
    assertThat(client.kept(account).folder()).isEqualTo(old);
  }

  @Test
  void theDefaultMayBeGone() throws Exception {
    Account account = register();
    Files.writeString(
        folder.resolve("state/accounts/default.properties"), "registry=gone\nid=gone\n");

    assertThat(client.account(Optional.empty())).isEqualTo(account);
  }

  @Test
  void aRegistryWithAnotherFingerprintIsNotTrusted() throws Exception {
    Served second = registry("second");

    assertThatThrownBy(
            () -> client.register(first.endpoint(), second.fingerprint(), "ada@example.com"))
        .isInstanceOf(ClientException.class);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void accountsAtSeveralRegistriesStandSideBySide() throws Exception {
    Served second = registry("second");
    Account one = register();
    Account two = client.register(second.endpoint(), second.fingerprint(), "ada@example.com");

    assertThat(client.account(Optional.of(first.endpoint()))).isEqualTo(one);
    assertThat(client.account(Optional.of(second.endpoint()))).isEqualTo(two);
    assertRefused(Kind.INVALID, () -> client.account(Optional.empty()));

    client.useAccount(two);
    assertThat(client.account(Optional.empty())).isEqualTo(two);
    assertThat(client.account(Optional.of(first.endpoint()))).isEqualTo(one);
  }

  @Test
  void withoutAnAccountItSaysHowToGetOne() {
    assertThatThrownBy(() -> client.account(Optional.empty()))
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> assertThat(e.hint().orElse("")).contains("photon register"));
  }

  @Test
  void theLedgerOfWhoHasUsedNothingIsWhole() throws Exception {
    Account account = register();
    Instant now = CLOCK.instant();

    assertThat(client.usage(account, now.minus(Duration.ofDays(30)), now)).isEmpty();
    assertThat(client.checkUsage(account)).isEqualTo(new UsageCheck(0, 0, List.of()));
    assertThat(UsageHeads.read(client.kept(account).folder()).checked())
        .isBetween(now.truncatedTo(ChronoUnit.SECONDS), CLOCK.instant());
  }

  @Test
  void aMetacenterThatNobodyLaunchesIsWithdrawn() throws Exception {
    Account account = register();
    DeploymentName name = new DeploymentName("shop");

    assertRefused(
        Kind.TIMED_OUT, () -> client.create(account, name, Duration.ofMillis(300), Progress.NONE));

    assertThat(client.list(account)).isEmpty();
    assertThat(client.deployment(name)).isEmpty();
  }

  @Test
  void aServerThatDoesNotAnswerIsUnreachable() {
    assertRefused(
        Kind.UNREACHABLE,
        () -> client.register(Endpoint.of("nowhere", 1), first.fingerprint(), "ada@example.com"));
  }

  @Test
  void aDamagedStateFileIsNamed() throws Exception {
    Account account = register();
    Path file = client.kept(account).folder().resolve("account.properties");
    Files.writeString(file, "port=many\nhost=x\n");

    assertThatThrownBy(() -> client.accounts())
        .isInstanceOfSatisfying(
            ClientException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.LOCAL);
              assertThat(e.getMessage()).contains(file.toString());
            });
  }
}
