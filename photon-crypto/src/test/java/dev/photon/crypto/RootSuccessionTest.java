package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.PATH_LENGTH;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.Network.CLOCK;
import static dev.photon.crypto.Network.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A root ends, its successor vouches for it and is vouched for, and nobody is left outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // its networks are for all: keys cost time
class RootSuccessionTest {
  private final Network before = new Network();
  private final Network after = before.renewed();
  private final Network offline = Network.offline(CLOCK);
  private final Network offlineAfter = offline.renewed();
  private final X509Certificate oldRoot = before.root.credentials().root();
  private final X509Certificate newRoot = after.root.credentials().root();
  private final Identity account = Identity.account(before.name, "a1b2");

  private final KeyPair key = Keys.generate();

  Stream<Arguments> pairs() {
    return Stream.of(Arguments.of(before, after), Arguments.of(offline, offlineAfter));
  }

  @Test
  void theNextRootHasTheNameAndAnotherKey() {
    assertThat(after.name).isEqualTo(before.name);
    assertThat(newRoot.getPublicKey()).isNotEqualTo(oldRoot.getPublicKey());
    assertThat(after.root.credentials().roots().trusted()).containsExactly(newRoot, oldRoot);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whoTrustsOneRootAcceptsWhatTheNextOneHasSigned(Network old, Network renewed)
      throws Exception {
    for (Credentials peer : renewed.peers()) {
      for (Trust trust : List.of(old.trust, onlyNew(renewed), renewed.trust)) {
        for (Purpose purpose : Profile.of(peer.identity().role()).usages()) {
          assertThat(new PeerVerifier(trust, CLOCK).verify(peer.chain(), purpose, Optional.empty()))
              .isEqualTo(peer.identity());
        }
      }
      assertThat(peer.chain()).hasSizeLessThanOrEqualTo(PeerVerifier.MAX_CHAIN);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void whatTheOldRootHasSignedCountsForThoseWhoTrustBoth(Network old, Network renewed)
      throws Exception {
    for (Credentials peer : old.peers()) {
      if (peer.identity().role() == Role.REGISTRY) {
        continue; // it has its new certificate at once
      }
      assertThat(
              new PeerVerifier(renewed.trust, CLOCK)
                  .verify(peer.chain(), Purpose.CLIENT, Optional.empty()))
          .isEqualTo(peer.identity());
      refused(UNTRUSTED, new PeerVerifier(onlyNew(renewed), CLOCK), peer.chain());
    }
  }

  @Test
  void eitherFingerprintIsGoodForTheFirstContact() throws Exception {
    List<X509Certificate> shown = after.registry().chain();
    for (X509Certificate pinned : List.of(oldRoot, newRoot)) {
      PeerVerifier first = new PeerVerifier(Trust.pinned(CertificateFingerprint.of(pinned)), CLOCK);
      assertThat(first.verify(shown, Purpose.SERVER, Optional.empty()))
          .isEqualTo(Identity.registry(after.name));
      List<X509Certificate> answer = after.root.answer(key.getPublic(), account);
      assertThat(first.accept(key.getPrivate(), answer, account).roots().trusted())
          .containsExactly(newRoot, oldRoot);
    }
    assertThat(Roots.claimed(shown)).isEqualTo(newRoot);
    assertThat(Roots.claimed(List.of(shown.get(0)))).isEqualTo(shown.get(0));
    // With an authority between there is room for the newer root alone.
    PeerVerifier newer = new PeerVerifier(pinned(offlineAfter), CLOCK);
    assertThat(newer.verify(offlineAfter.registry().chain(), Purpose.SERVER, Optional.empty()))
        .isEqualTo(Identity.registry(offline.name));
    refused(UNTRUSTED, new PeerVerifier(pinned(offline), CLOCK), offlineAfter.registry().chain());
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anAnswerTeachesTheOtherRoot(Network old, Network renewed) throws Exception {
    Identity who = Identity.account(old.name, "a1b2");
    List<X509Certificate> answer = renewed.signing.answer(key.getPublic(), who);
    for (Trust known : List.of(old.trust, onlyNew(renewed), renewed.trust)) {
      Credentials own = new PeerVerifier(known, CLOCK).accept(key.getPrivate(), answer, who);
      assertThat(own.roots().trusted())
          .containsExactlyElementsOf(renewed.root.credentials().roots().trusted());
      assertThat(own.roots().crosses()).isEmpty();
      // What is then shown is good for who has learned nothing yet.
      assertThat(
              new PeerVerifier(old.trust, CLOCK)
                  .verify(own.chain(), Purpose.CLIENT, Optional.empty()))
          .isEqualTo(who);
    }
  }

  @Test
  void anAnswerInAnyOtherOrderTeachesNothingWrong() throws Exception {
    List<X509Certificate> answer = after.root.answer(key.getPublic(), account);
    List<X509Certificate> others = new ArrayList<>(answer.subList(1, answer.size()));
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(others);
      List<X509Certificate> shuffled = new ArrayList<>(List.of(answer.get(0)));
      shuffled.addAll(others);
      try {
        Credentials own =
            new PeerVerifier(before.trust, CLOCK).accept(key.getPrivate(), shuffled, account);
        assertThat(own.roots().trusted()).containsExactly(newRoot, oldRoot);
      } catch (CertificateRejectedException e) {
        // What leads to the root must be where it is looked for.
        assertThat(e.reason()).isIn(UNTRUSTED, PATH_LENGTH);
      }
    }
  }

  @Test
  void aRootThatNobodyTrustedVouchesForIsNotLearned() throws Exception {
    Forge forge = Forge.of(Identity.registryAuthority(before.name));
    X509Certificate rogue = forge.selfSigned();
    Forge.Signer rogueKey = forge.signer(rogue);
    X509Certificate bySelf = withKeyOf(rogue).signedBy(rogueKey);
    X509Certificate byDatacenter = withKeyOf(rogue).signedBy(before.west);
    X509Certificate byAccount =
        withKeyOf(rogue)
            .signedBy(new Forge.Signer(before.account().privateKey(), before.account().leaf()));
    X509Certificate expired =
        withKeyOf(rogue).time(NOW.minusSeconds(20), NOW.minusSeconds(10)).signedBy(before.root);
    X509Certificate torn = torn(withKeyOf(rogue).signedBy(before.root));
    for (X509Certificate cross : List.of(bySelf, byDatacenter, byAccount, expired, torn, newRoot)) {
      assertThat(learned(rogue, cross)).containsExactly(oldRoot);
    }
    // A root vouched for that is not one any more, or is of another registry, or of another key.
    X509Certificate cross = withKeyOf(rogue).signedBy(before.root);
    assertThat(learned(torn(rogue), cross)).containsExactly(oldRoot);
    assertThat(learned(newRoot, cross)).containsExactly(oldRoot);
    assertThat(
            learned(
                Forge.of(Identity.registryAuthority("r1-00000000.photon.internal"))
                    .key(info(rogue))
                    .selfSigned(),
                cross))
        .containsExactly(oldRoot);
    // Only with everything right it would be: else this test would see nothing.
    assertThat(learned(rogue, cross)).contains(rogue);
  }

  private List<X509Certificate> learned(X509Certificate root, X509Certificate cross)
      throws Exception {
    List<X509Certificate> answer = new ArrayList<>(before.root.issue(key.getPublic(), account));
    answer.add(root);
    answer.add(cross);
    return before.verifier().accept(key.getPrivate(), answer, account).roots().trusted();
  }

  private Forge withKeyOf(X509Certificate root) {
    return Forge.of(Identity.registryAuthority(before.name)).key(info(root));
  }

  private static SubjectPublicKeyInfo info(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }

  private static X509Certificate torn(X509Certificate certificate) throws Exception {
    byte[] der = certificate.getEncoded();
    der[der.length - 1] ^= 1;
    return Der.certificates(List.of(der)).get(0);
  }

  @Test
  void atItsEndTheOldRootIsForgottenAndItsCrossDoesNoHarm() throws Exception {
    Instant end = oldRoot.getNotAfter().toInstant();
    Network.MovingClock clock = new Network.MovingClock(end.minus(Duration.ofDays(300)));
    CertificateAuthority old =
        CertificateAuthority.open(before.root.credentials(), clock, Network.RANDOM);
    CertificateAuthority next = old.nextRoot();
    assertThat(next.credentials().notAfter()).isAfter(end.plus(Duration.ofDays(3000)));

    clock.now = end.minus(Duration.ofDays(10));
    Credentials own = accepted(next, before.trust, clock);
    clock.now = end.plusSeconds(1);
    assertThat(
            new PeerVerifier(Trust.root(next.credentials().root()), clock)
                .check(own.chain(), Purpose.CLIENT, Optional.empty())
                .until())
        .isEqualTo(own.notAfter());
    refused(EXPIRED, new PeerVerifier(before.trust, clock), own.chain());
    Credentials later = accepted(next, own.trust(), clock);
    assertThat(later.roots().trusted()).containsExactly(next.credentials().root());
    assertThat(later.chain()).hasSize(1);
  }

  private Credentials accepted(CertificateAuthority authority, Trust trust, Clock clock)
      throws Exception {
    return new PeerVerifier(trust, clock)
        .accept(key.getPrivate(), authority.answer(key.getPublic(), account), account);
  }

  @Test
  void credentialsWithTwoRootsAreKeptAsTheyAre() throws Exception {
    for (Credentials own :
        List.of(
            after.root.credentials(),
            offlineAfter.signing.credentials(),
            offlineAfter.registry(),
            after.registry(),
            offlineAfter.agent())) {
      String pem = Pem.encode(Pem.encode(own.privateKey()), own);
      Credentials read = Pem.kept(pem).with(own.privateKey());
      assertThat(read.chain()).isEqualTo(own.chain());
      assertThat(read.roots()).isEqualTo(own.roots());
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aListIsReadByWhoTrustsEitherRoot(Network old, Network renewed) throws Exception {
    X509Certificate revoked = old.account().leaf();
    RevocationList list = renewed.signing.revocationList(1, Map.of(revoked.getSerialNumber(), NOW));
    EncodedRevocations sent = new EncodedRevocations(list.encoded(), renewed.signing.signers());
    EncodedRevocations read = EncodedRevocations.of(sent.file());
    assertThat(read).isEqualTo(sent);
    for (Trust trust : List.of(old.trust, onlyNew(renewed), renewed.trust)) {
      LatestRevocations latest = new LatestRevocations(() -> trust, CLOCK);
      assertThat(latest.accept(read)).isTrue();
      for (Identity signer : List.of(old.signing.identity(), renewed.signing.identity())) {
        assertThat(latest.isRevoked(signer, revoked.getSerialNumber())).isTrue();
      }
      assertThat(latest.isRevoked(old.west.identity(), revoked.getSerialNumber())).isFalse();
    }
  }

  @Test
  void aListOfWhoSignsNotForTheRegistryIsRefused() throws Exception {
    LatestRevocations latest = new LatestRevocations(() -> before.trust, CLOCK);
    byte[] list = before.west.revocationList(1, Map.of()).encoded();
    CertificateRejectedException refusal =
        rejection(
            () -> latest.accept(new EncodedRevocations(list, before.west.credentials().chain())));
    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_ISSUER);
    byte[] foreign = new Network().root.revocationList(1, Map.of()).encoded();
    assertThat(rejection(() -> latest.accept(new EncodedRevocations(foreign, List.of()))))
        .isNotNull();
    assertThat(latest.newest()).isEmpty();
  }

  @Test
  void onlyARootHasANextOne() {
    assertThat(
            catchThrowableOfType(IllegalArgumentException.class, () -> offline.signing.nextRoot()))
        .hasMessageContaining("is not a root");
  }

  @Test
  void anAnswerHasABoundedLength() throws Exception {
    List<X509Certificate> answer = new ArrayList<>(after.root.answer(key.getPublic(), account));
    answer.addAll(Collections.nCopies(PeerVerifier.MAX_ANSWER, newRoot));
    assertThat(rejection(() -> after.verifier().accept(key.getPrivate(), answer, account)).reason())
        .isEqualTo(SIZE);
  }

  private static Trust onlyNew(Network renewed) {
    return Trust.root(renewed.root.credentials().root());
  }

  private static Trust pinned(Network network) {
    return Trust.pinned(network.root.fingerprint());
  }

  private static void refused(Reason reason, PeerVerifier verifier, List<X509Certificate> chain) {
    CertificateRejectedException rejected =
        rejection(() -> verifier.verify(chain, Purpose.CLIENT, Optional.empty()));
    assertThat(rejected.reason()).as(rejected.getMessage()).isEqualTo(reason);
  }

  private static CertificateRejectedException rejection(ThrowingCallable call) {
    CertificateRejectedException rejected =
        catchThrowableOfType(CertificateRejectedException.class, call);
    assertThat(rejected).isNotNull();
    return rejected;
  }
}
