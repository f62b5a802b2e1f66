package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.core.event.QueueRuntime;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CertificateRejectedException.Reason;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.Role;
import dev.photon.crypto.Trust;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.RegistryApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry's root ends or is kept offline, and whoever trusts the registry goes on. */
class RootsTest {
  private static final Duration LIFE = Duration.ofDays(3650);

  @TempDir Path folder;

  private final Clock clock = new QueueRuntime(7).clock();

  private KeyStoreDirectory keys() throws IOException {
    Files.createDirectories(folder);
    return KeyStoreDirectory.open(folder.resolve("keys"));
  }

  /** A root of which this much is left when the registry starts. */
  private Credentials rootWith(Duration left) throws IOException {
    return new OfflineRoot(keys(), Clock.offset(clock, left.minus(LIFE))).create();
  }

  /** What an account keeps of its registration. */
  private static Credentials account(RegistryWorld world, Trust trust) throws Exception {
    KeyPair pair = Keys.generate();
    AccountGrant grant =
        world
            .anonymous()
            .accountCreate(world.key(), new AccountRequest("ada@example.org", world.proof(pair)));
    Identity who =
        Identity.account(world.registry().identity().registry(), grant.account().value());
    return new PeerVerifier(trust, world.runtime.clock())
        .accept(pair.getPrivate(), grant.chain(), who);
  }

  private static Credentials serving(RegistryWorld world) {
    return world.registry().credentials().own(Optional.empty()).orElseThrow();
  }

  /** Both sides of a connection between an account and its registry. */
  private static void assertTheyMeet(RegistryWorld world, Credentials account) throws Exception {
    Clock now = world.runtime.clock();
    assertThat(
            new PeerVerifier(account.trust(), now)
                .verify(serving(world).chain(), Purpose.SERVER, Optional.empty()))
        .isEqualTo(world.registry().identity());
    assertThat(
            new PeerVerifier(world.registry().credentials().trust(), now)
                .verify(account.chain(), Purpose.CLIENT, Optional.empty()))
        .isEqualTo(account.identity());
  }

  private static void assertTheListIsRead(RegistryWorld world, Credentials account)
      throws Exception {
    var latest = new LatestRevocations(account::trust, world.runtime.clock());
    assertThat(latest.accept(world.anonymous().revocationList(RegistryApi.NO_LIST).orElseThrow()))
        .isTrue();
  }

  private static Trust pinned(Credentials root) {
    return Trust.pinned(CertificateFingerprint.of(root.root()));
  }

  @Test
  void aYearBeforeItsEndTheRootHasASuccessorWithoutARestart() throws Exception {
    Credentials old = rootWith(Duration.ofDays(366));
    try (RegistryWorld world = new RegistryWorld(folder)) {
      Credentials ada = account(world, pinned(old));
      assertThat(world.registry().credentials().trust()).isEqualTo(old.trust());
      world.runtime.advance(Duration.ofDays(2));

      Trust.Known both = (Trust.Known) world.registry().credentials().trust();
      assertThat(both.certificates()).hasSize(2).endsWith(old.root());
      assertThat(world.registry().fingerprint())
          .isEqualTo(CertificateFingerprint.of(both.certificates().get(0)).text());
      assertThat(serving(world).chain()).contains(both.certificates().get(0), old.root());
      assertTheyMeet(world, ada);
      assertTheListIsRead(world, ada);

      // Whoever comes with the old fingerprint, or the new one, comes to trust both.
      for (X509Certificate root : both.certificates()) {
        Credentials bob = account(world, Trust.pinned(CertificateFingerprint.of(root)));
        assertThat(bob.trust()).isEqualTo(both);
        assertTheyMeet(world, bob);
      }
      List<X509Certificate> serving = serving(world).chain();
      world.restart();
      assertThat(world.registry().credentials().trust()).isEqualTo(both);
      assertThat(serving(world).chain()).isEqualTo(serving);
    }
  }

  @Test
  void theOldRootEndsAndNobodyNotices() throws Exception {
    Credentials old = rootWith(Duration.ofDays(10));
    try (RegistryWorld world = new RegistryWorld(folder)) {
      Credentials ada = account(world, pinned(old));
      world.runtime.advance(Duration.ofDays(11));
      assertTheyMeet(world, ada);
      assertTheListIsRead(world, ada);
      Credentials bob = account(world, ada.trust());
      assertThat(((Trust.Known) bob.trust()).certificates()).hasSize(1);
      assertThat(bob.chain()).hasSize(1);
    }
  }

  @Test
  void aRegistrySignsByTheAuthorityThatAnOfflineRootCertified() throws Exception {
    OfflineRoot root = new OfflineRoot(KeyStoreDirectory.open(folder.resolve("offline")), clock);
    Credentials made = root.create();
    IssuingAuthority issuing = new IssuingAuthority(keys(), clock);
    var request = issuing.request();
    assertThat(issuing.request().keyFingerprint()).isEqualTo(request.keyFingerprint());
    assertThatThrownBy(() -> RegistryKeys.open(keys(), new QueueRuntime(7)))
        .hasMessageContaining("its root is offline and has not answered yet");

    List<X509Certificate> answer = root.sign(request, Duration.ofDays(365));
    issuing.install(answer, Optional.of(pinned(made)));
    assertThat(issuing.isRootHere()).isFalse();
    try (RegistryWorld world = new RegistryWorld(folder)) {
      assertThat(world.registry().fingerprint())
          .isEqualTo(CertificateFingerprint.of(made.root()).text());
      Credentials ada = account(world, pinned(made));
      assertThat(ada.chain()).hasSize(2);
      assertTheyMeet(world, ada);
      assertTheListIsRead(world, ada);
      assertThat(Files.exists(folder.resolve("keys").resolve("root.pem"))).isFalse();

      // The next root, and a new authority: taken up within a day, and ada goes on.
      Clock later = Clock.offset(clock, Duration.ofSeconds(5));
      OfflineRoot renewed =
          new OfflineRoot(KeyStoreDirectory.open(folder.resolve("offline")), later);
      Credentials next = renewed.renew();
      issuing.install(renewed.sign(issuing.request(), Duration.ofDays(365)), Optional.empty());
      world.runtime.advance(Duration.ofDays(1).plusSeconds(1));
      assertThat(world.registry().fingerprint())
          .isEqualTo(CertificateFingerprint.of(next.root()).text());
      assertTheyMeet(world, ada);
      assertTheListIsRead(world, ada);
      Credentials bob = account(world, pinned(next));
      assertThat(((Trust.Known) bob.trust()).certificates())
          .containsExactly(next.root(), made.root());
      assertTheyMeet(world, bob);
    }
  }

  @Test
  void aRootCanBeTakenOfflineLater() throws Exception {
    Credentials root = rootWith(LIFE);
    try (RegistryWorld world = new RegistryWorld(folder)) {
      Credentials ada = account(world, pinned(root));
      Path offline = folder.resolve("offline");
      KeyStoreDirectory elsewhere = KeyStoreDirectory.open(offline);
      Files.copy(folder.resolve("keys").resolve("root.pem"), offline.resolve("root.pem"));
      IssuingAuthority issuing = new IssuingAuthority(keys(), clock);
      issuing.install(
          new OfflineRoot(elsewhere, clock).sign(issuing.request(), Duration.ofDays(365)),
          Optional.empty());
      assertThat(issuing.isRootHere()).isTrue();
      Files.delete(folder.resolve("keys").resolve("root.pem"));
      world.restart();
      assertThat(serving(world).chain())
          .anyMatch(
              certificate ->
                  dev.photon.crypto.CertificateSummary.of(certificate)
                      .names()
                      .identity()
                      .filter(identity -> identity.role() == Role.ISSUING_AUTHORITY)
                      .isPresent());
      assertTheyMeet(world, ada);
      assertTheListIsRead(world, ada);
    }
  }

  @Test
  void onlyTheAnswerToTheRequestIsInstalled() throws Exception {
    OfflineRoot root = new OfflineRoot(KeyStoreDirectory.open(folder.resolve("offline")), clock);
    Credentials made = root.create();
    OfflineRoot other = new OfflineRoot(KeyStoreDirectory.open(folder.resolve("other")), clock);
    Credentials stranger = other.create();
    IssuingAuthority issuing = new IssuingAuthority(keys(), clock);
    Optional<Trust> pin = Optional.of(pinned(made));
    assertThatThrownBy(() -> issuing.install(List.of(made.root()), pin))
        .hasMessageContaining("no request waits");
    var request = issuing.request();
    IssuingAuthority elsewhere =
        new IssuingAuthority(KeyStoreDirectory.open(folder.resolve("elsewhere")), clock);
    Duration year = Duration.ofDays(365);
    assertThatThrownBy(() -> issuing.install(root.sign(request, year), Optional.empty()))
        .hasMessageContaining("the root's fingerprint is needed");
    refused(Reason.UNTRUSTED, () -> issuing.install(other.sign(request, year), pin));
    refused(Reason.NOT_PROVEN, () -> issuing.install(root.sign(elsewhere.request(), year), pin));
    refused(Reason.LIFETIME, () -> root.sign(request, Duration.ofDays(1096)));
    issuing.install(root.sign(request, year), pin);
    // Now the registry has its root: no other one can come in its place.
    var next = issuing.request();
    Optional<Trust> strange = Optional.of(pinned(stranger));
    refused(Reason.UNTRUSTED, () -> issuing.install(other.sign(next, year), strange));
    assertThatThrownBy(root::create).hasMessageContaining("there is a root already");
  }

  private interface Attempt {
    Object make() throws Exception;
  }

  private static void refused(Reason reason, Attempt attempt) {
    assertThatThrownBy(attempt::make)
        .isInstanceOfSatisfying(
            CertificateRejectedException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  @Test
  void anAuthorityThatHasEndedIsAClearError() throws Exception {
    OfflineRoot root = new OfflineRoot(KeyStoreDirectory.open(folder.resolve("offline")), clock);
    Credentials made = root.create();
    IssuingAuthority issuing = new IssuingAuthority(keys(), clock);
    issuing.install(root.sign(issuing.request(), Duration.ofSeconds(1)), Optional.of(pinned(made)));
    QueueRuntime later = new QueueRuntime(7);
    later.advance(Duration.ofSeconds(2));
    assertThatThrownBy(() -> RegistryKeys.open(keys(), later))
        .hasMessageContaining("has ended at")
        .hasMessageContaining("'photon registry request' makes the request");
  }
}
