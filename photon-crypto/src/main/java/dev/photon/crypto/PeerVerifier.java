package dev.photon.crypto;

import static dev.photon.crypto.CertificateRejectedException.Reason.AUTHORITY_AS_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.FOREIGN_REGISTRY;
import static dev.photon.crypto.CertificateRejectedException.Reason.REVOKED;
import static dev.photon.crypto.CertificateRejectedException.Reason.SIZE;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNEXPECTED_PEER;
import static dev.photon.crypto.CertificateRejectedException.Reason.UNTRUSTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE;
import static dev.photon.crypto.CertificateRejectedException.Reason.USAGE_NOT_NESTED;
import static dev.photon.crypto.CertificateRejectedException.Reason.WRONG_ISSUER;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one check of a chain that a peer presents, on both sides of every connection.
 *
 * <p>In this order: size and count, strict parsing, the profile of each certificate, the path to
 * the trusted root with usage nesting, the root's own time, revocation, the registry's name, who
 * may sign for whom, the side it is for, the expected peer. Whatever goes wrong on the way is a
 * rejection. Whose things the peer may touch is not asked here. Immutable and thread-safe.
 */
public final class PeerVerifier {
  /** The most certificates that are read in one chain. */
  public static final int MAX_CHAIN = 4;

  /**
   * The most certificates of an answer to one's own request: what is presented later, and the roots
   * with what leads from one to the other.
   */
  public static final int MAX_ANSWER = 8;

  /** The two nets against an authority that signs beyond itself. A test takes one away. */
  enum Net {
    NAME_CONSTRAINTS,
    WHO_SIGNS_WHOM
  }

  private final Trust trust;
  private final Clock clock;
  private final Revocations revocations;
  private final Set<Net> nets;

  /** A verifier without revocations. */
  public PeerVerifier(Trust trust, Clock clock) {
    this(trust, clock, Revocations.NONE);
  }

  /** A verifier that asks for revocations too. */
  public PeerVerifier(Trust trust, Clock clock, Revocations revocations) {
    this(trust, clock, revocations, EnumSet.allOf(Net.class));
  }

  PeerVerifier(Trust trust, Clock clock, Revocations revocations, Set<Net> nets) {
    this.trust = trust;
    this.clock = clock;
    this.revocations = revocations;
    this.nets = Set.copyOf(nets);
  }

  /**
   * A peer that has proven who it is.
   *
   * @param until when the first certificate on the way to the root ends
   */
  public record Verified(Identity identity, Instant until) {}

  /**
   * Checks the chain of a peer.
   *
   * @param chain as presented: the peer's certificate, then its issuers'; roots may be last
   * @param purpose as what the peer presents it
   * @param expected who it has to be; empty accepts anybody below the root, so the caller then has
   *     to look at the answer. At a first contact, with a {@linkplain Trust#pinned pinned} root,
   *     empty means: the registry.
   * @return who the peer is
   */
  public Identity verify(List<X509Certificate> chain, Purpose purpose, Optional<Identity> expected)
      throws CertificateRejectedException {
    return check(chain, purpose, expected).identity();
  }

  /** Checks the chain of a peer, as {@link #verify} does, and says until when it is good. */
  public Verified check(List<X509Certificate> chain, Purpose purpose, Optional<Identity> expected)
      throws CertificateRejectedException {
    return StrictCertificate.reading("the chain", () -> checked(chain, purpose, expected));
  }

  private Verified checked(
      List<X509Certificate> chain, Purpose purpose, Optional<Identity> expected)
      throws CertificateRejectedException {
    List<StrictCertificate> presented = strict(chain, MAX_CHAIN);
    Identity peer = presented.get(0).identity();
    if (peer.role().isAuthority()) {
      throw new CertificateRejectedException(
          AUTHORITY_AS_PEER, peer + " is an authority; it signs, and never authenticates");
    }
    CertificatePath path = CertificatePath.find(presented, roots(chain));
    checkPath(path);
    if (!ProfileRules.usages(path.subject()).contains(purpose)) {
      throw new CertificateRejectedException(
          USAGE, "the certificate for " + peer + " is not for the side of a " + purpose);
    }
    if (expected.isPresent() && !expected.get().equals(peer)) {
      throw new CertificateRejectedException(
          UNEXPECTED_PEER, "the peer is " + peer + ", not " + expected.get());
    }
    if (trust instanceof Trust.Pinned && expected.isEmpty() && peer.role() != Role.REGISTRY) {
      throw new CertificateRejectedException(
          UNEXPECTED_PEER, "the peer is " + peer + ", not the registry");
    }
    return new Verified(peer, path.until());
  }

  /**
   * Checks the answer to one's own signing request before anything of it is kept. The only check
   * that also accepts an authority's certificate, since it is not for authenticating.
   *
   * @param key the private key that the request was made with
   * @param answer the certificate, then its issuers, then the roots that the issuer knows and what
   *     leads from one to the other
   * @param expected for whom the certificate must be
   * @return the credentials to keep
   */
  public Credentials accept(PrivateKey key, List<X509Certificate> answer, Identity expected)
      throws CertificateRejectedException {
    return StrictCertificate.reading("the answer", () -> accepted(key, answer, expected));
  }

  private Credentials accepted(PrivateKey key, List<X509Certificate> answer, Identity expected)
      throws CertificateRejectedException {
    List<StrictCertificate> all = strict(answer, MAX_ANSWER);
    int rooted = Roots.begin(answer);
    List<StrictCertificate> roots = roots(answer);
    CertificatePath path = CertificatePath.find(all.subList(0, rooted), roots);
    checkPath(path);
    Identity own = path.subject().identity();
    if (!own.equals(expected)) {
      throw new CertificateRejectedException(
          UNEXPECTED_PEER, "the certificate is for " + own + ", not for " + expected);
    }
    Roots learned = new RootSuccession(this::checkPath, clock.instant()).learn(roots, all);
    List<X509Certificate> presented = answer.subList(0, rooted);
    List<X509Certificate> told = new ArrayList<>();
    if (own.isOverRegistry()) { // it tells others of the roots in its turn
      told.addAll(learned.crosses());
      told.removeAll(presented);
    }
    return new Credentials(key, presented, new Roots(learned.trusted(), told));
  }

  /**
   * Checks an authority that signs for the registry, by its own name and not as a peer.
   *
   * @param chain its certificate, then its issuers'
   */
  void checkAuthority(List<X509Certificate> chain) throws CertificateRejectedException {
    StrictCertificate.reading("the chain", () -> checkedAuthority(chain));
  }

  private Identity checkedAuthority(List<X509Certificate> chain)
      throws CertificateRejectedException {
    CertificatePath path = CertificatePath.find(strict(chain, MAX_CHAIN), roots(chain));
    if (!path.subject().identity().isOverRegistry()) {
      throw new CertificateRejectedException(
          WRONG_ISSUER, path.subject().identity() + " does not sign for the registry");
    }
    checkPath(path);
    return path.subject().identity();
  }

  private static List<StrictCertificate> strict(List<X509Certificate> chain, int most)
      throws CertificateRejectedException {
    if (chain.isEmpty() || chain.size() > most) {
      throw new CertificateRejectedException(
          SIZE, "a chain has 1 to " + most + " certificates, not " + chain.size());
    }
    List<StrictCertificate> certificates = new ArrayList<>();
    for (X509Certificate certificate : chain) {
      certificates.add(StrictCertificate.of(certificate));
    }
    return certificates;
  }

  private List<StrictCertificate> roots(List<X509Certificate> chain)
      throws CertificateRejectedException {
    List<StrictCertificate> roots = new ArrayList<>();
    for (X509Certificate trusted : trust.rootsFor(chain)) {
      StrictCertificate root = StrictCertificate.of(trusted);
      if (root.identity().role() != Role.REGISTRY_AUTHORITY || !root.isSelfSigned()) {
        throw new CertificateRejectedException(
            UNTRUSTED, root.identity() + " is trusted as a root, but is none");
      }
      roots.add(root);
    }
    return roots;
  }

  private void checkPath(CertificatePath path) throws CertificateRejectedException {
    for (StrictCertificate certificate : path.withRoot()) {
      ProfileRules.check(certificate);
      if (nets.contains(Net.NAME_CONSTRAINTS)) {
        ProfileRules.checkConstraints(certificate);
      }
    }
    Instant now = clock.instant();
    path.validate(now);
    ProfileRules.checkKeyIds(path.withRoot());
    checkNesting(path);
    path.requireRootInTime(now);
    checkRevocations(path);
    checkRegistry(path);
    if (nets.contains(Net.WHO_SIGNS_WHOM)) {
      checkIssuers(path);
    }
  }

  private static void checkNesting(CertificatePath path) throws CertificateRejectedException {
    for (int i = 0; i + 1 < path.certificates().size(); i++) {
      if (path.certificates().get(i + 1).identity().role() == Role.REGISTRY_AUTHORITY) {
        continue; // a root is for everything, and so is one that another one has signed
      }
      Set<Purpose> own = ProfileRules.usages(path.certificates().get(i));
      Set<Purpose> issuer = ProfileRules.usages(path.certificates().get(i + 1));
      if (!issuer.containsAll(own)) {
        throw new CertificateRejectedException(
            USAGE_NOT_NESTED,
            "the certificate for "
                + path.certificates().get(i).identity()
                + " is for "
                + own
                + ", its issuer's only for "
                + issuer);
      }
    }
  }

  private void checkRevocations(CertificatePath path) throws CertificateRejectedException {
    List<StrictCertificate> all = path.withRoot();
    for (int i = 0; i + 1 < all.size(); i++) {
      if (revocations.isRevoked(all.get(i + 1).identity(), all.get(i).holder().getSerialNumber())) {
        throw new CertificateRejectedException(
            REVOKED, "the certificate of " + all.get(i).identity() + " has been revoked");
      }
    }
  }

  private static void checkRegistry(CertificatePath path) throws CertificateRejectedException {
    String registry = path.root().identity().registry();
    for (StrictCertificate certificate : path.certificates()) {
      if (!certificate.identity().registry().equals(registry)) {
        throw new CertificateRejectedException(
            FOREIGN_REGISTRY,
            certificate.identity() + " belongs to another registry than " + registry);
      }
    }
  }

  private static void checkIssuers(CertificatePath path) throws CertificateRejectedException {
    List<StrictCertificate> all = path.withRoot();
    for (int i = 0; i + 1 < all.size(); i++) {
      Identity issuer = all.get(i + 1).identity();
      if (!all.get(i).identity().isIssuedBy(issuer)) {
        throw new CertificateRejectedException(
            WRONG_ISSUER, issuer + " may not sign for " + all.get(i).identity());
      }
    }
  }
}
