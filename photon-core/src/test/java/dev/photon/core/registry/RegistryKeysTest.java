package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.Region;
import dev.photon.core.event.QueueRuntime;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets which certificate, and how often. */
class RegistryKeysTest {
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

  @Test
  void theSameKeyPairIsTheSameAccount() {
    KeyPair pair = Keys.generate();
    AccountGrant one = create(pair, "ada@example.org");
    AccountGrant other = create(pair, "ada@example.com");
    assertThat(other.account()).isEqualTo(one.account());
    assertThat(create(Keys.generate(), "ada@example.org").account()).isNotEqualTo(one.account());
  }

  private AccountGrant create(KeyPair pair, String email) {
    return world
        .anonymous()
        .accountCreate(world.key(), new AccountRequest(email, world.proof(pair)));
  }

  @Test
  void aChainEndsWithTheRootAndIsForTheKeyAndName() {
    KeyPair pair = Keys.generate();
    AccountGrant grant = create(pair, "ada@example.org");
    assertThat(grant.chain()).hasSize(2);
    assertThat(grant.chain().get(0).getPublicKey()).isEqualTo(pair.getPublic());
    X509Certificate root = grant.chain().get(1);
    assertThat(dev.photon.crypto.CertificateFingerprint.of(root).text())
        .isEqualTo(world.registry().fingerprint());
  }

  @Test
  void aRepeatGetsTheFirstAnswerAndChangesNothing() {
    Account ada = world.account("ada@example.org");
    RequestKey key = world.key();
    AccountRequest account = new AccountRequest("bob@example.org", world.proof());
    DatacenterRequest datacenter = new DatacenterRequest("west", Region.US_WEST, world.proof());
    assertThat(world.anonymous().accountCreate(key, account))
        .isEqualTo(world.anonymous().accountCreate(key, account));
    assertThat(ada.api().datacenterCreate(key, datacenter))
        .isEqualTo(ada.api().datacenterCreate(key, datacenter));
    assertThat(ada.api().accountDatacenters()).hasSize(1);
  }

  @Test
  void aRepeatWithANonceOfItsOwnGetsTheFirstAnswer() {
    Account ada = world.account("ada@example.org");
    RequestKey key = world.key();
    KeyPair pair = Keys.generate();
    assertThat(ada.api().accountRenew(key, world.proof(pair)))
        .isEqualTo(ada.api().accountRenew(key, world.proof(pair)));
  }

  @Test
  void aRequestKeyIsItsCallersOwnAndForOneRequest() {
    Account ada = world.account("ada@example.org");
    Account bob = world.account("bob@example.org");
    RequestKey key = world.key();
    DeploymentId adas = ada.api().metacenterCreate(key, world.deployment("shop")).id();
    assertThat(bob.api().metacenterCreate(key, world.deployment("shop")).id()).isNotEqualTo(adas);
    MetacenterRequest other = world.deployment("blog");
    refused(
        ApiException.Status.CONFLICT,
        "request-key-reused",
        () -> ada.api().metacenterCreate(key, other));
  }

  @Test
  void aNonceIsGoodOnceForFiveMinutesAtThisRegistryOnly() {
    Account ada = world.account("ada@example.org");
    KeyPair pair = Keys.generate();
    KeyProof proof = world.proof(pair);
    DatacenterRequest request = new DatacenterRequest("west", Region.US_WEST, proof);
    ada.api().datacenterCreate(world.key(), request);
    refused(
        ApiException.Status.INVALID,
        "nonce-spent",
        () -> ada.api().datacenterCreate(world.key(), request));

    KeyProof late = world.proof();
    world.runtime.advance(Duration.ofMinutes(5).plusMillis(1));
    refused(
        ApiException.Status.INVALID,
        "nonce-spent",
        () ->
            ada.api()
                .datacenterCreate(
                    world.key(), new DatacenterRequest("east", Region.US_EAST, late)));

    Nonce own = Nonce.of(new byte[32]);
    KeyProof forged = new KeyProof(SigningRequest.create(pair, own.bytes()), own);
    refused(
        ApiException.Status.INVALID,
        "nonce-spent",
        () -> ada.api().metacenterCreate(world.key(), new MetacenterRequest("shop", forged)));
  }

  @Test
  void aProofOverAnotherNonceProvesNothing() {
    KeyProof proof = world.proof();
    KeyProof swapped = new KeyProof(proof.request(), world.anonymous().nonce());
    refused(
        ApiException.Status.INVALID,
        "key-rejected",
        () ->
            world
                .anonymous()
                .accountCreate(world.key(), new AccountRequest("ada@example.org", swapped)));
  }

  @Test
  void aKeyIsCertifiedForOneIdentityOnly() {
    Account ada = world.account("ada@example.org");
    Account bob = world.account("bob@example.org");
    KeyPair pair = Keys.generate();
    DatacenterGrant first = join(ada, "west", pair);
    assertThat(join(ada, "west", pair).id()).isEqualTo(first.id());
    refused(ApiException.Status.CONFLICT, "key-in-use", () -> join(ada, "east", pair));
    refused(ApiException.Status.CONFLICT, "key-in-use", () -> join(bob, "west", pair));
    refused(ApiException.Status.CONFLICT, "key-in-use", () -> create(pair, "carol@example.org"));
    ada.api().datacenterDelete(world.key(), first.id());
    refused(ApiException.Status.CONFLICT, "key-in-use", () -> join(ada, "west", pair));
  }

  private DatacenterGrant join(Account account, String name, KeyPair pair) {
    return account
        .api()
        .datacenterCreate(
            world.key(), new DatacenterRequest(name, Region.US_WEST, world.proof(pair)));
  }

  @Test
  void answersAreForgottenAfterADay() {
    Account ada = world.account("ada@example.org");
    RequestKey key = world.key();
    DatacenterRequest request = new DatacenterRequest("west", Region.US_WEST, world.proof());
    ada.api().datacenterCreate(key, request);
    world.runtime.advance(Issuing.ANSWERS_KEPT.plusMinutes(2));
    refused(
        ApiException.Status.INVALID, "nonce-spent", () -> ada.api().datacenterCreate(key, request));
  }

  @Test
  void theServingCertificateIsRenewedAtHalfItsLife() {
    X509Certificate before = serving();
    world.runtime.advance(Duration.ofDays(3));
    assertThat(serving()).isEqualTo(before);
    world.runtime.advance(Duration.ofDays(1));
    X509Certificate after = serving();
    assertThat(after).isNotEqualTo(before);
    world.restart();
    assertThat(serving()).isEqualTo(after);
  }

  @Test
  void anExpiredRootIsAClearErrorAtTheStart() throws Exception {
    KeyStoreDirectory kept = KeyStoreDirectory.open(folder.resolve("old"));
    QueueRuntime runtime = new QueueRuntime(3);
    RegistryKeys.open(kept, runtime).close();
    runtime.advance(Duration.ofDays(10 * 366));
    assertThatThrownBy(() -> RegistryKeys.open(kept, runtime))
        .hasMessageContaining("the registry's keys cannot be used")
        .hasMessageContaining("has expired at");
  }

  private X509Certificate serving() {
    return world.registry().credentials().own(Optional.empty()).orElseThrow().leaf();
  }

  @Test
  void aRepeatWithAnotherKeyPairIsNoRepeat() {
    Account ada = world.account("ada@example.org");
    RequestKey key = world.key();
    ada.api().metacenterCreate(key, world.deployment("shop"));
    MetacenterRequest other = world.deployment("shop");
    refused(
        ApiException.Status.CONFLICT,
        "request-key-reused",
        () -> ada.api().metacenterCreate(key, other));
  }
}
