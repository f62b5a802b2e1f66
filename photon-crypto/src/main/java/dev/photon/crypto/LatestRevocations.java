package dev.photon.crypto;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the newest revocation list of a registry says. It is stale before the first list has come,
 * and when the newest is older than a day: then it is not known what has been revoked since.
 * Thread-safe.
 */
public final class LatestRevocations implements Revocations {
  private static final Duration COUNTS = Duration.ofDays(1);

  private final Supplier<Trust> trust;
  private final Clock clock;
  private volatile Optional<RevocationList> newest = Optional.empty();

  /**
   * Without a list yet.
   *
   * @param trust the roots of the registry, asked for each time; they must be known ones
   */
  public LatestRevocations(Supplier<Trust> trust, Clock clock) {
    this.trust = trust;
    this.clock = clock;
  }

  /**
   * Takes a list, if it is newer than the one that is known.
   *
   * @return whether it is
   * @throws CertificateRejectedException if it is not signed by a root, or by who signs in its
   *     place
   */
  public boolean accept(EncodedRevocations encoded) throws CertificateRejectedException {
    RevocationList list = RevocationList.verify(encoded.der(), signer(encoded), clock.instant());
    synchronized (this) {
      if (newest.isPresent() && !isNewer(list, newest.get())) {
        return false;
      }
      newest = Optional.of(list);
      return true;
    }
  }

  private X509Certificate signer(EncodedRevocations encoded) throws CertificateRejectedException {
    Trust now = trust.get();
    byte[] key = RevocationList.signerKeyId(encoded.der());
    List<X509Certificate> roots = now.rootsFor(List.of());
    for (X509Certificate root : roots) {
      if (hasKey(root, key)) {
        return root;
      }
    }
    List<X509Certificate> signers = encoded.signers();
    for (int i = 0; i < signers.size(); i++) {
      if (hasKey(signers.get(i), key) && !Roots.isSelfSigned(signers.get(i))) {
        new PeerVerifier(now, clock).checkAuthority(signers.subList(i, signers.size()));
        return signers.get(i);
      }
    }
    return roots.get(0); // which then says what is wrong
  }

  private static boolean hasKey(X509Certificate certificate, byte[] keyId)
      throws CertificateRejectedException {
    return Arrays.equals(keyId, StrictCertificate.of(certificate).keyId());
  }

  /** One of the same number and a later time says the same, and says it still. */
  private static boolean isNewer(RevocationList list, RevocationList known) {
    return list.number() > known.number()
        || (list.number() == known.number() && list.issued().isAfter(known.issued()));
  }

  /** The newest list, if there is one. */
  public Optional<RevocationList> newest() {
    return newest;
  }

  @Override
  public boolean isRevoked(Identity issuer, BigInteger serial) {
    Optional<RevocationList> list = newest;
    return list.isPresent() && list.get().isRevoked(issuer, serial);
  }

  @Override
  public boolean isRevoked(Identity account) {
    Optional<RevocationList> list = newest;
    return list.isPresent() && list.get().contains(account);
  }

  @Override
  public long version() {
    return newest.map(RevocationList::number).orElse(0L);
  }

  @Override
  public boolean isStale() {
    Optional<RevocationList> list = newest;
    return list.isEmpty() || list.get().issued().plus(COUNTS).isBefore(clock.instant());
  }
}
