package dev.photon.crypto;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * What the newest revocation list of a root says. It is stale before the first list has come, and
 * when the newest is older than a day: then it is not known what has been revoked since.
 * Thread-safe.
 */
public final class LatestRevocations implements Revocations {
  private static final Duration COUNTS = Duration.ofDays(1);

  private final X509Certificate root;
  private final Clock clock;
  private volatile Optional<RevocationList> newest = Optional.empty();

  public LatestRevocations(X509Certificate root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  /**
   * Takes a list, if it is newer than the one that is known.
   *
   * @return whether it is
   * @throws CertificateRejectedException if it is not a list of this root
   */
  public boolean accept(byte[] der) throws CertificateRejectedException {
    RevocationList list = RevocationList.verify(der, root, clock.instant());
    synchronized (this) {
      if (newest.isPresent() && !isNewer(list, newest.get())) {
        return false;
      }
      newest = Optional.of(list);
      return true;
    }
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
    return list.isPresent() && list.get().issuer().equals(issuer) && list.get().contains(serial);
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
