package dev.photon.core.metacenter;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Trust;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who a metacenter is: the leaf it serves and calls with, signed by its own authority and renewed
 * at half-life. Thread-safe.
 */
final class MetacenterIdentity implements CredentialsSource {
  private volatile CertificateAuthority authority;
  private final Clock clock;
  private final Identity identity;
  private volatile Credentials leaf;

  MetacenterIdentity(CertificateAuthority authority, Clock clock)
      throws CertificateRejectedException {
    this.authority = authority;
    this.clock = clock;
    String scope = authority.identity().scope().orElseThrow();
    this.identity = Identity.metacenter(authority.registry(), scope);
    this.leaf = authority.issueOwn(identity);
  }

  Identity identity() {
    return identity;
  }

  @Override
  public Optional<Credentials> own(Optional<String> serverName) {
    return Optional.of(leaf);
  }

  @Override
  public Trust trust() {
    return leaf.trust();
  }

  /**
   * Certifies somebody's key.
   *
   * @return the leaf, this metacenter's authority, the roots
   */
  List<X509Certificate> issue(PublicKey key, Identity whom, Duration life)
      throws CertificateRejectedException {
    return authority.answer(key, whom, life);
  }

  /** Signs a new leaf when half of the old one's life is over. */
  void renewWhenDue() throws CertificateRejectedException {
    if (leaf.validity().isHalfOver(clock.instant())) {
      leaf = authority.issueOwn(identity);
    }
  }

  /** The authority's certificate, if it should be renewed. */
  Optional<Credentials> dueAuthority() {
    Credentials current = authority.credentials();
    return current.validity().isHalfOver(clock.instant()) ? Optional.of(current) : Optional.empty();
  }

  /** Signs with another certificate of the authority from now on. */
  void renewed(Credentials next) throws CertificateRejectedException {
    authority = CertificateAuthority.open(next, clock, new SecureRandom());
    leaf = authority.issueOwn(identity);
  }
}
