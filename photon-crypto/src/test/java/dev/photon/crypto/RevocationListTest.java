package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.MALFORMED;
import static dev.photon.crypto.CertificateRejectedException.Reason.NOT_YET_VALID;
import static dev.photon.crypto.CertificateRejectedException.Reason.PROFILE;
import static dev.photon.crypto.CertificateRejectedException.Reason.REVOKED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIGNATURE;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.Network.CLOCK;
import static dev.photon.crypto.Network.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.crypto.CertificateRejectedException.Reason;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.cert.X509CRLHolder;

/** Lists of revoked certificates: what is signed is what is read, and nothing else is. */
class RevocationListTest {
  private static final Network NETWORK = new Network();
  private static final X509Certificate ROOT = NETWORK.root.credentials().root();

  @Property(tries = 50)
  void saysWhatWasSigned(@ForAll @Size(max = 20) Map<Long, @IntRange(max = 1000) Integer> entries)
      throws Exception {
    Map<BigInteger, Instant> revoked = new HashMap<>();
    entries.forEach((n, ago) -> revoked.put(serial(n), NOW.minusSeconds(ago)));

    RevocationList signed = NETWORK.root.revocationList(entries.size(), revoked);
    RevocationList read = RevocationList.verify(signed.encoded(), ROOT, NOW);

    assertThat(read.number()).isEqualTo(entries.size());
    assertThat(read.size()).isEqualTo(revoked.size());
    assertThat(read.issuer()).isEqualTo(NETWORK.root.identity());
    assertThat(read.issued()).isEqualTo(NOW);
    assertThat(revoked.keySet()).allMatch(read::contains);
    assertThat(read.contains(BigInteger.TWO)).isFalse();
  }

  @Property(tries = 50)
  void namesTheAccountsThatWereSigned(
      @ForAll @Size(max = 20)
          Set<@AlphaChars @NumericChars @StringLength(min = 1, max = 16) String> ids)
      throws Exception {
    RevocationList signed = NETWORK.root.revocationList(1, Map.of(), ids);
    LatestRevocations latest = new LatestRevocations(() -> NETWORK.trust, CLOCK);

    latest.accept(sent(signed));

    assertThat(ids).allMatch(id -> latest.isRevoked(Identity.account(NETWORK.name, id)));
    assertThat(latest.isRevoked(Identity.account(NETWORK.name, "another.one"))).isFalse();
    assertThat(ids)
        .noneMatch(id -> latest.isRevoked(Identity.account("r1-00000000.photon.internal", id)))
        .noneMatch(id -> latest.isRevoked(Identity.metacenterAccount(NETWORK.name, "shop", id)));
  }

  @Example
  void anAccountThatCannotBeIsARefusal() throws Exception {
    for (String id : new String[] {"", "..", "a/b", "a b", "x".repeat(129)}) {
      assertThat(reasonOf(() -> NETWORK.root.revocationList(1, Map.of(), Set.of(id))))
          .as(id)
          .isEqualTo(MALFORMED);
    }
  }

  private static BigInteger serial(long number) {
    return BigInteger.ONE.shiftLeft(64).add(BigInteger.valueOf(number));
  }

  @Property(tries = 300)
  void aByteThatIsAnotherIsARefusal(@ForAll @IntRange(max = 10_000) int where) throws Exception {
    byte[] der = list(7).encoded();
    der[where % der.length] ^= 1;

    assertThat(reasonOf(() -> RevocationList.verify(der, ROOT, NOW))).isNotNull();
  }

  /**
   * A signature whose last bit is 0, written as one that is a bit shorter, is the same signature.
   */
  @Property(tries = 20)
  void aShorterWayToWriteTheSignatureIsARefusal(@ForAll @IntRange(max = 1000) int number)
      throws Exception {
    byte[] der = list(number).encoded();
    int padding = new X509CRLHolder(der).toASN1Structure().getSignature().getOctets().length + 1;
    if ((der[der.length - 1] & 1) == 0) {
      der[der.length - padding] = 1;
      assertThat(reasonOf(() -> RevocationList.verify(der, ROOT, NOW))).isEqualTo(MALFORMED);
    }
  }

  @Example
  void whoHasNotSignedItIsNotBelieved() throws Exception {
    byte[] der = list(1).encoded();
    Network other = new Network();
    X509Certificate twin = Forge.of(Identity.registryAuthority(NETWORK.name)).selfSigned();

    assertThat(reasonOf(() -> RevocationList.verify(der, other.root.credentials().root(), NOW)))
        .isEqualTo(PROFILE);
    assertThat(reasonOf(() -> RevocationList.verify(der, twin, NOW))).isEqualTo(PROFILE);
    byte[] torn = der.clone();
    torn[torn.length - 1] ^= 1;
    assertThat(reasonOf(() -> RevocationList.verify(torn, ROOT, NOW))).isEqualTo(SIGNATURE);
    X509Certificate leaf = NETWORK.account().leaf();
    assertThat(reasonOf(() -> RevocationList.verify(der, leaf, NOW))).isEqualTo(PROFILE);
  }

  @Example
  void whatIsNoListOrFromTheFutureIsRefused() throws Exception {
    byte[] der = list(1).encoded();

    assertThat(reasonOf(() -> RevocationList.verify(new byte[0], ROOT, NOW))).isEqualTo(MALFORMED);
    assertThat(reasonOf(() -> RevocationList.verify(ROOT.getEncoded(), ROOT, NOW)))
        .isEqualTo(MALFORMED);
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    assertThat(reasonOf(() -> RevocationList.verify(longer, ROOT, NOW))).isEqualTo(MALFORMED);
    byte[] huge = new byte[RevocationList.MAX_SIZE + 1];
    assertThat(reasonOf(() -> RevocationList.verify(huge, ROOT, NOW))).isEqualTo(SIZE);
    assertThat(reasonOf(() -> RevocationList.verify(der, ROOT, NOW.minusSeconds(301))))
        .isEqualTo(NOT_YET_VALID);
  }

  @Example
  void onlyANewerListCounts() throws Exception {
    LatestRevocations latest = new LatestRevocations(() -> NETWORK.trust, CLOCK);
    assertThat(latest.version()).isZero();

    assertThat(latest.accept(sent(list(5)))).isTrue();
    assertThat(latest.accept(sent(list(5)))).isFalse();
    assertThat(latest.accept(sent(list(4)))).isFalse();
    assertThat(latest.version()).isEqualTo(5);
    assertThat(latest.accept(sent(list(6)))).isTrue();
    assertThat(latest.version()).isEqualTo(6);
  }

  @Example
  void withoutAListOfTheLastDayItIsStale() throws Exception {
    RevocationList list = list(1);
    Duration day = Duration.ofDays(1);
    for (Instant now : new Instant[] {NOW.plus(day), NOW.plus(day).plusSeconds(1)}) {
      LatestRevocations latest =
          new LatestRevocations(() -> NETWORK.trust, Clock.fixed(now, ZoneOffset.UTC));
      assertThat(latest.isStale()).isTrue();
      latest.accept(sent(list));
      assertThat(latest.isStale()).isEqualTo(now.isAfter(NOW.plus(day)));
    }
  }

  @Example
  void theVerifierRefusesWhatIsInIt() throws Exception {
    Credentials agent = NETWORK.agent();
    X509Certificate west = NETWORK.west.credentials().leaf();
    LatestRevocations latest = new LatestRevocations(() -> NETWORK.trust, CLOCK);
    PeerVerifier verifier = new PeerVerifier(NETWORK.trust, CLOCK, latest);
    latest.accept(sent(list(1)));
    assertThat(verifier.verify(agent.chain(), Purpose.CLIENT, Optional.empty()))
        .isEqualTo(agent.identity());

    latest.accept(sent(NETWORK.root.revocationList(2, Map.of(west.getSerialNumber(), NOW))));

    assertThat(reasonOf(() -> verifier.verify(agent.chain(), Purpose.CLIENT, Optional.empty())))
        .isEqualTo(REVOKED);
    // A number counts for its issuer alone: the same one of another authority is another's.
    assertThat(latest.isRevoked(NETWORK.west.identity(), west.getSerialNumber())).isFalse();
  }

  private static EncodedRevocations sent(RevocationList list) {
    return new EncodedRevocations(list.encoded(), List.of());
  }

  private static RevocationList list(long number) throws Exception {
    return NETWORK.root.revocationList(number, Map.of(BigInteger.valueOf(4711), NOW));
  }

  private static Reason reasonOf(ThrowingCallable step) {
    return catchThrowableOfType(CertificateRejectedException.class, step).reason();
  }
}
