package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.AUTHORITY_AS_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.CONSTRAINTS;
import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.FOREIGN_REGISTRY;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_YET_VALID;
import static dev.photon.crypto.CertificateRejectedException.Reason.PATH_LENGTH;
import static dev.photon.crypto.CertificateRejectedException.Reason.REVOKED;
import static dev.photon.crypto.CertificateRejectedException.Reason.ROOT_EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIGNATURE;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNEXPECTED_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;
import static dev.photon.crypto.CertificateRejectedException.Reason.WRONG_ISSUER;
import static dev.photon.crypto.Network.CLOCK;
import static dev.photon.crypto.Network.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import dev.photon.crypto.PeerVerifier.Net;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Certificates that are good by themselves, put together or used as they must not be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // one network for all: keys cost time
class PathsTest {
  private final Network network = new Network();
  private final X509Certificate root = network.root.credentials().root();
  private final X509Certificate west = network.west.credentials().leaf();
  private final Identity agent = Identity.agent(network.name, "west");
  private final Identity account = Identity.account(network.name, "a1b2");

  /** Whom a datacenter's authority has no business to sign for. */
  enum Victim {
    OTHER_AGENT,
    ACCOUNT,
    REGISTRY,
    METACENTER,
    METACENTER_ACCOUNT,
    SERVICE_CONNECTION;

    Identity in(String registry) {
      return switch (this) {
        case OTHER_AGENT -> Identity.agent(registry, "east");
        case ACCOUNT -> Identity.account(registry, "a1b2");
        case REGISTRY -> Identity.registry(registry);
        case METACENTER -> Identity.metacenter(registry, "shop-1f");
        case METACENTER_ACCOUNT -> Identity.metacenterAccount(registry, "shop-1f", "a1b2");
        case SERVICE_CONNECTION -> Identity.serviceConnection(registry, "shop-1f", "db", "west");
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatacenterCannotSignBeyondItself(Victim victim) throws Exception {
    X509Certificate forged = Forge.of(victim.in(network.name)).signedBy(network.west);
    refused(CONSTRAINTS, List.of(forged, west));
    refused(CONSTRAINTS, verifier(Net.NAME_CONSTRAINTS), List.of(forged, west));
  }

  @ParameterizedTest
  @EnumSource
  void norCouldItIfItsConstraintsHadBeenForgotten(Victim victim) throws Exception {
    Forge forge =
        Forge.of(Identity.datacenterAuthority(network.name, "west"))
            .without(Extension.nameConstraints);
    X509Certificate boundless = forge.signedBy(network.root);
    X509Certificate forged = Forge.of(victim.in(network.name)).signedBy(forge.signer(boundless));
    refused(WRONG_ISSUER, verifier(Net.WHO_SIGNS_WHOM), List.of(forged, boundless));
    refused(CONSTRAINTS, List.of(forged, boundless));
    // Without either net it would be somebody else: this test would see a net that does nothing.
    assertThat(verifier().verify(List.of(forged, boundless), Purpose.CLIENT, Optional.empty()))
        .isEqualTo(victim.in(network.name));
  }

  @Test
  void anAuthorityCannotMakeAnother() throws Exception {
    for (String name : List.of("west", "east")) {
      Forge forge = Forge.of(Identity.datacenterAuthority(network.name, name));
      X509Certificate second = forge.signedBy(network.west);
      X509Certificate leaf =
          Forge.of(Identity.agent(network.name, name)).signedBy(forge.signer(second));
      refused(PATH_LENGTH, List.of(leaf, second, west));
      refused(UNTRUSTED, List.of(leaf, second));
    }
  }

  @Test
  void aLeafCannotSign() throws Exception {
    Forge forge = Forge.of(account);
    X509Certificate leaf = forge.signedBy(network.root);
    X509Certificate forged = Forge.of(agent).signedBy(forge.signer(leaf));
    refused(UNTRUSTED, List.of(forged, leaf));
  }

  @Test
  void theRootSignsOnlyForItsRegistry() throws Exception {
    String foreign = "r1-00000000.photon.internal";
    refused(
        FOREIGN_REGISTRY,
        List.of(Forge.of(Identity.account(foreign, "a1b2")).signedBy(network.root)));
    refused(WRONG_ISSUER, List.of(Forge.of(agent).signedBy(network.root)));
  }

  @Test
  void onlyTheTrustedRootCounts() throws Exception {
    Network other = new Network();
    refused(UNTRUSTED, other.account().chain());
    refused(UNTRUSTED, other.agent().chain());
    refused(UNTRUSTED, List.of(other.account().leaf(), other.root.credentials().root()));
    refused(UNTRUSTED, List.of(other.account().leaf(), root));
    refused(UNTRUSTED, List.of(Forge.of(account).selfSigned()));
    // A root with the name of the good one, and another key.
    Forge twin = Forge.of(Identity.registryAuthority(network.name));
    X509Certificate twinRoot = twin.selfSigned();
    X509Certificate leaf = Forge.of(account).signedBy(twin.signer(twinRoot));
    refused(UNTRUSTED, List.of(leaf));
    refused(UNTRUSTED, List.of(leaf, root));
    refused(SIGNATURE, List.of(leaf, twinRoot));
    // And one that has the key id of the good one too.
    byte[] keyId = ProfileRules.keyId(new X509CertificateHolder(root.getEncoded()));
    twin.with(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId));
    X509Certificate closer = Forge.of(account).signedBy(twin.signer(twin.selfSigned()));
    refused(SIGNATURE, List.of(closer));
    refused(SIGNATURE, List.of(closer, root));
  }

  @Test
  void theChainIsInOrderAndComplete() throws Exception {
    X509Certificate leaf = network.agent().leaf();
    refused(AUTHORITY_AS_PEER, List.of(west, leaf));
    refused(UNTRUSTED, List.of(leaf));
    refused(UNTRUSTED, List.of(leaf, root));
    refused(CONSTRAINTS, List.of(leaf, network.shop.credentials().leaf()));
    assertThat(
            network.verifier().verify(List.of(leaf, west, root), Purpose.CLIENT, Optional.empty()))
        .isEqualTo(agent);
    Forge stray =
        Forge.of(agent)
            .with(
                Extension.authorityKeyIdentifier,
                false,
                new AuthorityKeyIdentifier(new byte[] {9}));
    refused(UNTRUSTED, List.of(stray.signedBy(network.west), west));
  }

  @Test
  void aChainHasABoundedLength() {
    X509Certificate leaf = network.agent().leaf();
    refused(SIZE, List.of());
    refused(SIZE, Collections.nCopies(5, leaf));
    refused(SIZE, Collections.nCopies(1000, leaf));
    refused(UNTRUSTED, List.of(leaf, west, west, root));
  }

  @Test
  void timesCountToTheSecond() throws Exception {
    Instant from = NOW.plusSeconds(100);
    Instant until = NOW.plusSeconds(200);
    X509Certificate leaf = Forge.of(account).time(from, until).signedBy(network.root);
    refused(NOT_YET_VALID, network.verifierAt(from.minusSeconds(1)), List.of(leaf));
    refused(EXPIRED, network.verifierAt(until.plusSeconds(1)), List.of(leaf));
    for (Instant time : List.of(from, until)) {
      assertThat(network.verifierAt(time).verify(List.of(leaf), Purpose.CLIENT, Optional.empty()))
          .isEqualTo(account);
    }
  }

  @Test
  void everyCertificateOfTheChainHasItsTime() throws Exception {
    Duration years = Duration.ofDays(4000);
    X509Certificate outliving = Forge.of(agent).time(NOW, NOW.plus(years)).signedBy(network.west);
    refused(EXPIRED, network.verifierAt(NOW.plus(Duration.ofDays(91))), List.of(outliving, west));
    X509Certificate outlivingRoot =
        Forge.of(account).time(NOW.minus(years), NOW.plus(years)).signedBy(network.root);
    refused(
        ROOT_EXPIRED, network.verifierAt(NOW.plus(Duration.ofDays(3651))), List.of(outlivingRoot));
    refused(ROOT_EXPIRED, network.verifierAt(NOW.minusSeconds(120)), List.of(outlivingRoot));
  }

  @Test
  void aWeakRootIsNoRoot() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    Forge forge =
        Forge.of(Identity.registryAuthority(network.name))
            .key(
                SubjectPublicKeyInfo.getInstance(
                    generator.generateKeyPair().getPublic().getEncoded()));
    refused(
        WEAK_KEY,
        new PeerVerifier(Trust.root(forge.selfSigned()), CLOCK),
        network.account().chain());
  }

  @Test
  void anAuthorityBelowTheRootIsNoRoot() {
    List<X509Certificate> chain = network.agent().chain();
    refused(UNTRUSTED, new PeerVerifier(Trust.root(west), CLOCK), chain);
    refused(
        UNTRUSTED, new PeerVerifier(Trust.pinned(CertificateFingerprint.of(west)), CLOCK), chain);
  }

  @Test
  void aTornSignatureIsSeen() throws Exception {
    byte[] der = network.account().leaf().getEncoded();
    der[der.length - 1] ^= 1;
    refused(SIGNATURE, Der.certificates(List.of(der)));
  }

  @Test
  void whatIsRevokedIsRefused() {
    Credentials shown = network.agent();
    for (X509Certificate revoked : List.of(shown.leaf(), west)) {
      Revocations revocations =
          (issuer, serial) ->
              serial.equals(revoked.getSerialNumber())
                  && issuer.host().equals(revoked.equals(west) ? network.name : agent.host());
      refused(REVOKED, new PeerVerifier(network.trust, CLOCK, revocations), shown.chain());
    }
  }

  @Test
  void aPeerIsWhoWasCalledAndOnItsSide() {
    refused(
        UNEXPECTED_PEER,
        network.verifier(),
        network.agent().chain(),
        Purpose.SERVER,
        Optional.of(Identity.agent(network.name, "east")));
    refused(USAGE, network.verifier(), network.account().chain(), Purpose.SERVER, Optional.empty());
  }

  @Test
  void aPinnedRootMustBePresentedByTheRegistry() throws Exception {
    PeerVerifier pinned = new PeerVerifier(Trust.pinned(network.root.fingerprint()), CLOCK);
    Credentials registry = network.registry();
    assertThat(pinned.verify(registry.chain(), Purpose.SERVER, Optional.empty()))
        .isEqualTo(registry.identity());
    refused(UNTRUSTED, pinned, List.of(registry.leaf()));
    refused(UNTRUSTED, pinned, new Network().registry().chain());
    refused(UNEXPECTED_PEER, pinned, List.of(network.account().leaf(), root));
    X509Certificate forged = Forge.of(Identity.registry(network.name)).signedBy(new Network().root);
    refused(UNTRUSTED, pinned, List.of(forged, root));
  }

  @Test
  void anErrorWhileLookingIsARefusal() {
    Revocations broken =
        (issuer, serial) -> {
          throw new IllegalStateException("the list is not there");
        };
    refused(
        Reason.MALFORMED,
        new PeerVerifier(network.trust, CLOCK, broken),
        network.account().chain());
  }

  private PeerVerifier verifier(Net... nets) {
    Set<Net> set = EnumSet.noneOf(Net.class);
    set.addAll(List.of(nets));
    return new PeerVerifier(network.trust, CLOCK, Revocations.NONE, set);
  }

  private void refused(Reason reason, List<X509Certificate> chain) {
    refused(reason, network.verifier(), chain);
  }

  private static void refused(Reason reason, PeerVerifier verifier, List<X509Certificate> chain) {
    refused(reason, verifier, chain, Purpose.CLIENT, Optional.empty());
  }

  private static void refused(
      Reason reason,
      PeerVerifier verifier,
      List<X509Certificate> chain,
      Purpose purpose,
      Optional<Identity> expected) {
    CertificateRejectedException rejected =
        catchThrowableOfType(
            CertificateRejectedException.class, () -> verifier.verify(chain, purpose, expected));
    assertThat(rejected).isNotNull();
    assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
  }
}
