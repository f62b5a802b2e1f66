package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.CLOCK;
import static dev.photon.crypto.CertificateRejectedException.Reason.EXPIRED;
import static dev.photon.crypto.CertificateRejectedException.Reason.LIFETIME;
import static dev.photon.crypto.CertificateRejectedException.Reason.WEAK_KEY;
import static dev.photon.crypto.CertificateRejectedException.Reason.WRONG_ISSUER;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Issues certificates: the root of a registry, or what a datacenter or metacenter has below it.
 *
 * <p>The role in the identity decides everything that stands in a certificate; whoever asks gives
 * only the key. Each authority issues for few identities: the root for its registry, accounts and
 * authorities; a datacenter's for its agent; a metacenter's for the metacenter, its accounts and
 * its service connections. Thread-safe.
 */
public final class CertificateAuthority {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration BACKDATED = Duration.ofMinutes(1);

  private final Credentials credentials;
  private final CertificateSigner signer;
  private final List<X509Certificate> issuers;
  private final Clock clock;
  private final SecureRandom random;
  private Instant lastIssue;

  private CertificateAuthority(Credentials credentials, Clock clock, SecureRandom random)
      throws CertificateRejectedException {
    this.credentials = credentials;
    this.signer = CertificateSigner.of(credentials, random);
    this.clock = clock;
    this.random = random;
    this.lastIssue = credentials.notBefore();
    List<X509Certificate> below = new ArrayList<>();
    for (X509Certificate own : credentials.chain()) {
      if (!Roots.isSelfSigned(own)) {
        below.add(own);
      }
    }
    this.issuers = List.copyOf(below);
  }

  /**
   * Makes the root of a new registry: its key, its name (with eight hex digits of the key's hash in
   * it, so that no two registries are equal) and its certificate for ten years.
   */
  public static CertificateAuthority createRoot(Clock clock, SecureRandom random) {
    KeyPair key = Keys.generate(random);
    String hash =
        HexFormat.of().formatHex(CertificateFingerprint.sha256(key.getPublic().getEncoded()), 0, 4);
    Identity identity = Identity.registryAuthority("r1-" + hash + ".photon.internal");
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    try {
      X509Certificate root =
          CertificateSigner.selfSigned(
              key,
              identity,
              now.minus(BACKDATED),
              now.plus(Profile.of(identity.role()).ordinary()),
              random);
      return new CertificateAuthority(
          new Credentials(key.getPrivate(), List.of(root), root), clock, random);
    } catch (CertificateRejectedException e) {
      throw new IllegalStateException("the new root breaks its own profile", e);
    }
  }

  /**
   * Opens an authority with what it has kept.
   *
   * @throws IllegalArgumentException if the credentials are not those of an authority
   */
  public static CertificateAuthority open(
      Credentials credentials, Clock clock, SecureRandom random) {
    if (!credentials.identity().role().isAuthority()) {
      throw new IllegalArgumentException(
          credentials.identity() + " is no authority: it cannot issue certificates");
    }
    try {
      return new CertificateAuthority(credentials, clock, random);
    } catch (CertificateRejectedException e) {
      throw new IllegalArgumentException(credentials.identity() + " cannot sign", e);
    }
  }

  /** Who signs. */
  public Identity identity() {
    return credentials.identity();
  }

  /** The name of the registry that this authority belongs to. */
  public String registry() {
    return identity().registry();
  }

  /** The key and certificates of the authority itself. */
  public Credentials credentials() {
    return credentials;
  }

  /** The fingerprint of the root, by which people and first contacts know the registry. */
  public CertificateFingerprint fingerprint() {
    return CertificateFingerprint.of(credentials.root());
  }

  /** Issues a certificate with the ordinary life of the identity's role. */
  public List<X509Certificate> issue(PublicKey key, Identity identity)
      throws CertificateRejectedException {
    return issue(key, identity, Profile.of(identity.role()).ordinary());
  }

  /**
   * Issues a certificate. The possession of the key must have been proven ({@link
   * SigningRequest#verify}). It counts from a minute ago and never outlives its issuer.
   *
   * @return the certificate, then its issuers as far as a peer needs them; the roots are among them
   *     only for the registry, where first contacts look for them
   * @throws CertificateRejectedException if this authority may not issue for that identity, the key
   *     is weak or its own, the life is longer than the role's, or the clock is not to be trusted
   */
  public List<X509Certificate> issue(PublicKey key, Identity identity, Duration validity)
      throws CertificateRejectedException {
    if (identity.role() == Role.REGISTRY_AUTHORITY || !identity.isIssuedBy(identity())) {
      throw new CertificateRejectedException(
          WRONG_ISSUER, identity() + " may not issue a certificate for " + identity);
    }
    Duration longest = Profile.of(identity.role()).longest();
    if (validity.compareTo(Duration.ofSeconds(1)) < 0 || validity.compareTo(longest) > 0) {
      throw new CertificateRejectedException(
          LIFETIME,
          "a certificate for " + identity + " lives 1 s to " + longest + ", not " + validity);
    }
    SubjectPublicKeyInfo info = info(key);
    Keys.requireStrong(info);
    if (key.equals(credentials.leaf().getPublicKey())) {
      throw new CertificateRejectedException(
          WEAK_KEY, "the key for " + identity + " is already the one of " + identity());
    }
    Instant now = advance(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    X509Certificate certificate =
        signer.sign(
            info,
            identity,
            latest(now.minus(BACKDATED), credentials.notBefore()),
            earliest(now.plus(validity), credentials.notAfter()));
    List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
    chain.addAll(issuers(now));
    return Credentials.presented(identity, chain, credentials.roots());
  }

  /** Its own certificates as its peers need them: a root's are those that other roots signed. */
  private List<X509Certificate> issuers(Instant now) {
    return issuers.stream().filter(own -> !Validity.of(own).isOver(now)).toList();
  }

  /**
   * Issues a certificate as the answer to a request: what a peer needs, and then all roots of the
   * registry and what leads from one to the other, so that the asker learns them.
   */
  public List<X509Certificate> answer(PublicKey key, Identity identity, Duration validity)
      throws CertificateRejectedException {
    List<X509Certificate> answer = new ArrayList<>(issue(key, identity, validity));
    for (X509Certificate root : credentials.roots().at(clock.instant()).all()) {
      if (!answer.contains(root)) {
        answer.add(root);
      }
    }
    return List.copyOf(answer);
  }

  /** The same, with the ordinary life of the identity's role. */
  public List<X509Certificate> answer(PublicKey key, Identity identity)
      throws CertificateRejectedException {
    return answer(key, identity, Profile.of(identity.role()).ordinary());
  }

  /**
   * Makes the next root of this root's registry: of the same name, with another key. Each of the
   * two vouches for the other as long as the older one counts, so that who trusts one of them comes
   * to trust both.
   *
   * @throws IllegalArgumentException if this is not a root
   */
  public CertificateAuthority nextRoot() throws CertificateRejectedException {
    Identity identity = identity();
    if (identity.role() != Role.REGISTRY_AUTHORITY) {
      throw new IllegalArgumentException(identity + " is not a root");
    }
    Instant now = advance(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    KeyPair key = Keys.generate(random);
    Instant from = now.minus(BACKDATED);
    X509Certificate root =
        CertificateSigner.selfSigned(
            key, identity, from, now.plus(Profile.of(identity.role()).ordinary()), random);
    Instant until = earliest(credentials.notAfter(), root.getNotAfter().toInstant());
    X509Certificate forOld = signer.sign(info(key.getPublic()), identity, from, until);
    Roots before = credentials.roots().at(now);
    List<X509Certificate> trusted = new ArrayList<>(List.of(root));
    trusted.addAll(before.trusted());
    X509Certificate forNew =
        CertificateSigner.of(new Credentials(key.getPrivate(), List.of(root), root), random)
            .sign(info(credentials.leaf().getPublicKey()), identity, from, until);
    return new CertificateAuthority(
        new Credentials(
            key.getPrivate(), List.of(root, forOld), new Roots(trusted, List.of(forNew))),
        clock,
        random);
  }

  private static SubjectPublicKeyInfo info(PublicKey key) {
    return SubjectPublicKeyInfo.getInstance(key.getEncoded());
  }

  /** What leads from this authority to a root, for those who read its lists; none for a root. */
  public List<X509Certificate> signers() {
    return issuers(clock.instant());
  }

  /**
   * Signs the list of the certificates of this authority that do not count any more.
   *
   * @param number higher than that of every earlier list that said something else
   * @param revoked the serial numbers, and since when each is revoked
   */
  public RevocationList revocationList(long number, Map<BigInteger, Instant> revoked)
      throws CertificateRejectedException {
    return revocationList(number, revoked, Set.of());
  }

  /**
   * Signs a list that also names accounts which do not count any more.
   *
   * @param accounts their ids
   */
  public RevocationList revocationList(
      long number, Map<BigInteger, Instant> revoked, Set<String> accounts)
      throws CertificateRejectedException {
    Instant now = advance(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
    byte[] der = signer.signList(number, revoked, accounts, now);
    return RevocationList.verify(der, credentials.leaf(), now);
  }

  /** Makes a key here and issues a certificate for it, with the ordinary life of the role. */
  public Credentials issueOwn(Identity identity) throws CertificateRejectedException {
    return issueOwn(identity, Profile.of(identity.role()).ordinary());
  }

  /** Makes a key here and issues a certificate for it. */
  public Credentials issueOwn(Identity identity, Duration validity)
      throws CertificateRejectedException {
    KeyPair key = Keys.generate(random);
    return new Credentials(
        key.getPrivate(), issue(key.getPublic(), identity, validity), credentials.roots());
  }

  /** Takes note of the time of an issue; a clock that went back would issue for the wrong time. */
  private synchronized Instant advance(Instant now) throws CertificateRejectedException {
    if (now.isBefore(lastIssue.minus(CLOCK_TOLERANCE))) {
      throw new CertificateRejectedException(
          CLOCK,
          "the clock stands at "
              + now
              + ", before the last issue at "
              + lastIssue
              + "; set it right");
    }
    if (now.isAfter(credentials.notAfter())) {
      throw new CertificateRejectedException(
          EXPIRED,
          "the certificate of " + identity() + " has expired at " + credentials.notAfter());
    }
    lastIssue = latest(now, lastIssue);
    return now;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earliest(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
