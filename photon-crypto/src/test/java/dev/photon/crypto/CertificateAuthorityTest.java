package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.CLOCK;
import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.LIFETIME;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_PROVEN;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNEXPECTED_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;
import static dev.photon.crypto.CertificateRejectedException.Reason.WRONG_ISSUER;
import static dev.photon.crypto.Network.NOW;
import static dev.photon.crypto.Network.RANDOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one network for all: keys cost time
class CertificateAuthorityTest {
  /** A public key of 3072 bits; making one takes seconds. */
  private static final String RSA_3072 =
      "MIIBojANBgkqhkiG9w0BAQEFAAOCAY8AMIIBigKCAYEAuVJsMHbhmF+4Maz2Q0SUtF4Ph2uZMJQh"
          + "djhBhF75BE6eyd5fIQuUhCuynbsQqGI7GrhERgVv3gvgFv0/NxiiUzhd8WmNPR6ZT+bC/CvieH2+"
          + "BjxL5dtFXBj4nQAhcnxacrVkkpKsrG2l/xdutPOXZKRyymMJ56q1mv5ocShnVz9k6Y8J6mIBzrEA"
          + "UhAxs+Pv0S8oo62g+a+KIwxCGEwUkHAlwbd0xPT/JcUuTQg6Jh4CMt1eQGL+o0N3m00/AzEF7nSI"
          + "BKiHLx3at6SerjnDkQZq9o4cH3kCw7Om6y0blFyjxXNqzXQFByy3fnYhSO0mGGtdyemyiSTAqibe"
          + "d0ci+7MZpMeiOrnCr0UQTq6q1oXcsI8rFCDxS60N+5OdxVQjIviWRxRHvVPx9memh4sT3m5r9E5m"
          + "BptUP5eIOFNSYO5tu2OSvYZZyidGk3yfIXddIWgoimiyt1GwXLLLk4101GmNqG5ofHb6H+fU/sUC"
          + "Izt9NCRm6V1R0LucGgkYHTTJAgMBAAE=";

  private final Network network = new Network();
  private final KeyPair key = Keys.generate();

  @Test
  void timesFrom2050OnHaveTheirCentury() throws Exception {
    Instant now = Instant.parse("2045-06-01T07:08:09Z");
    X509Certificate root =
        CertificateAuthority.createRoot(Clock.fixed(now, ZoneOffset.UTC), RANDOM)
            .credentials()
            .root();

    assertThat(root.getNotBefore()).isEqualTo(now.minusSeconds(60));
    assertThat(root.getNotAfter()).isEqualTo(now.plus(Duration.ofDays(3650)));
    assertThat(new String(root.getEncoded(), StandardCharsets.ISO_8859_1))
        .contains("\u0017\r450601070709Z\u0018\u000f20550530070809Z");
  }

  @Test
  void theRegistrysNameHasTheHashOfItsKey() {
    assertThat(network.name).matches("r1-[0-9a-f]{8}\\.photon\\.internal");
    assertThat(new Network().name).isNotEqualTo(network.name);
    assertThat(network.root.identity()).isEqualTo(Identity.registryAuthority(network.name));
    assertThat(network.root.fingerprint().text()).matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void eachAuthoritySignsForItsOwnOnly() {
    List<CertificateAuthority> authorities = List.of(network.root, network.west, network.shop);
    List<Identity> all = new ArrayList<>();
    network.peers().forEach(peer -> all.add(peer.identity()));
    authorities.forEach(authority -> all.add(authority.identity()));
    all.add(Identity.agent(network.name, "east"));
    all.add(Identity.metacenter(network.name, "blog-2e"));
    all.add(Identity.account("r1-00000000.photon.internal", "a1b2"));
    for (CertificateAuthority authority : authorities) {
      for (Identity identity : all) {
        if (identity.isIssuedBy(authority.identity())
            && identity.role() != Role.REGISTRY_AUTHORITY) {
          assertThat(Network.own(authority, identity).identity()).isEqualTo(identity);
        } else {
          refused(WRONG_ISSUER, () -> authority.issue(key.getPublic(), identity));
        }
      }
    }
  }

  @Test
  void aCertificateCountsFromAMinuteAgoAndNeverOutlivesItsIssuer() throws Exception {
    Credentials agent = network.agent();
    assertThat(agent.notBefore()).isEqualTo(NOW.minusSeconds(60));
    assertThat(agent.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    Instant late = network.west.credentials().notAfter().minusSeconds(3600);
    CertificateAuthority old =
        CertificateAuthority.open(
            network.west.credentials(), Clock.fixed(late, ZoneOffset.UTC), RANDOM);
    assertThat(old.issueOwn(agent.identity()).notAfter())
        .isEqualTo(network.west.credentials().notAfter());
  }

  @Test
  void aLifeHasItsBounds() throws Exception {
    Identity guest = Identity.metacenterAccount(network.name, "shop-1f", "a1b2");
    assertThat(network.shop.issueOwn(guest, Duration.ofHours(8)).notAfter())
        .isEqualTo(NOW.plus(Duration.ofHours(8)));
    for (Duration life : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(91))) {
      refused(LIFETIME, () -> network.shop.issue(key.getPublic(), guest, life));
    }
  }

  @Test
  void weakKeysAndTheAuthoritysOwnAreRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    Identity account = Identity.account(network.name, "a1b2");
    refused(WEAK_KEY, () -> network.root.issue(generator.generateKeyPair().getPublic(), account));
    refused(
        WEAK_KEY,
        () -> network.root.issue(network.root.credentials().leaf().getPublicKey(), account));
  }

  @Test
  void anRsaKeyOf3072BitsIsStrongEnough() throws Exception {
    PublicKey rsa =
        KeyFactory.getInstance("RSA")
            .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(RSA_3072)));
    Identity account = Identity.account(network.name, "a1b2");
    List<X509Certificate> chain = network.root.issue(rsa, account);
    assertThat(network.verifier().verify(chain, Purpose.CLIENT, Optional.of(account)))
        .isEqualTo(account);
  }

  @Test
  void aClockThatWentBackDoesNotIssue() throws Exception {
    Identity account = Identity.account(network.name, "a1b2");
    Instant[] time = {NOW};
    CertificateAuthority authority =
        CertificateAuthority.open(
            network.root.credentials(),
            new Clock() {
              @Override
              public Instant instant() {
                return time[0];
              }

              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(ZoneId zone) {
                return this;
              }
            },
            RANDOM);
    time[0] = NOW.plus(Duration.ofHours(1));
    assertThat(authority.issue(key.getPublic(), account)).hasSize(1);
    time[0] = NOW.plus(Duration.ofMinutes(55));
    assertThat(authority.issue(key.getPublic(), account)).hasSize(1);
    time[0] = NOW.plus(Duration.ofMinutes(54));
    refused(CLOCK, () -> authority.issue(key.getPublic(), account));
    time[0] = NOW.plus(Duration.ofDays(3651));
    refused(EXPIRED, () -> authority.issue(key.getPublic(), account));
  }

  @Test
  void onlyAnAuthorityIsOpened() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CertificateAuthority.open(network.account(), Network.CLOCK, RANDOM))
        .withMessageContaining("is no authority");
  }

  @Test
  void anAnswerIsAcceptedOnlyIfItIsTheOneAskedFor() throws Exception {
    Identity west = Identity.datacenterAuthority(network.name, "west");
    List<X509Certificate> answer = network.root.issue(key.getPublic(), west);
    Credentials accepted = network.verifier().accept(key.getPrivate(), answer, west);
    assertThat(accepted.chain()).isEqualTo(answer);
    assertThat(accepted.root()).isEqualTo(network.root.credentials().root());

    List<X509Certificate> withRoot = List.of(answer.get(0), accepted.root());
    PeerVerifier pinned = new PeerVerifier(Trust.pinned(network.root.fingerprint()), Network.CLOCK);
    assertThat(pinned.accept(key.getPrivate(), withRoot, west).chain()).isEqualTo(answer);

    refused(
        NOT_PROVEN, () -> network.verifier().accept(Keys.generate().getPrivate(), answer, west));
    refused(
        UNEXPECTED_PEER,
        () ->
            network
                .verifier()
                .accept(
                    key.getPrivate(), answer, Identity.datacenterAuthority(network.name, "east")));
    refused(UNTRUSTED, () -> new Network().verifier().accept(key.getPrivate(), answer, west));
  }

  @Test
  void nothingOfAKeyIsPrinted() {
    assertThat(network.account().toString())
        .isEqualTo(
            "Credentials[spiffe://" + network.name + "/account/a1b2, until 2027-02-20T12:00:00Z]");
  }

  private static void refused(Reason reason, ThrowingCallable call) {
    CertificateRejectedException rejected =
        catchThrowableOfType(CertificateRejectedException.class, call);
    assertThat(rejected).isNotNull();
    assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
  }
}
