package dev.photon.spi.testing;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.Trust;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The certificates of one registry and of all below it, made as they are asked for. */
final class Hierarchy {
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final CertificateAuthority root;
  private final Map<String, CertificateAuthority> authorities = new TreeMap<>();

  Hierarchy(Clock clock) {
    this.clock = clock;
    this.root = CertificateAuthority.createRoot(clock, random);
    authorities.put(root.identity().uri(), root);
  }

  Identity registry() {
    return Identity.registry(root.registry());
  }

  Identity account(String id) {
    return Identity.account(root.registry(), id);
  }

  Identity agent(String datacenter) {
    return Identity.agent(root.registry(), datacenter);
  }

  Identity metacenter(String id) {
    return Identity.metacenter(root.registry(), id);
  }

  Identity metacenterAccount(String metacenter, String id) {
    return Identity.metacenterAccount(root.registry(), metacenter, id);
  }

  /** The trust of somebody who knows the root's fingerprint alone. */
  Trust pinned() {
    return Trust.pinned(root.fingerprint());
  }

  Trust trust() {
    return Trust.root(root.credentials().root());
  }

  /** What somebody knows of what this root revokes; nothing yet. */
  LatestRevocations revocations() {
    LatestRevocations latest = new LatestRevocations(this::trust, clock);
    take(latest, Map.of());
    return latest;
  }

  /** Lets somebody know that the authority of an identity has been revoked. */
  void revokeAuthorityOf(Identity identity, LatestRevocations latest) {
    take(latest, Map.of(serial(authority(identity).credentials()), clock.instant()));
  }

  /** Lets somebody know that the root has revoked a certificate of its own. */
  void revoke(Credentials credentials, LatestRevocations latest) {
    take(latest, Map.of(serial(credentials), clock.instant()));
  }

  private static BigInteger serial(Credentials credentials) {
    return credentials.leaf().getSerialNumber();
  }

  private void take(LatestRevocations latest, Map<BigInteger, Instant> revoked) {
    try {
      byte[] list = root.revocationList(latest.version() + 1, revoked).encoded();
      latest.accept(new EncodedRevocations(list, root.signers()));
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  CredentialsSource as(Identity identity) {
    return CredentialsSource.of(credentials(identity));
  }

  Credentials credentials(Identity identity) {
    try {
      return authority(identity).issueOwn(identity);
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  Credentials credentials(Identity identity, Duration life) {
    try {
      return authority(identity).issueOwn(identity, life);
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  /** One of several identities, by the name that a client asks for. */
  CredentialsSource asAnyOf(Identity... identities) {
    Map<String, Credentials> byHost = new TreeMap<>();
    for (Identity identity : identities) {
      byHost.put(identity.host(), credentials(identity));
    }
    return trusting(serverName -> serverName.map(byHost::get));
  }

  /** Trusts this root, but presents what it is given. */
  CredentialsSource presenting(Credentials credentials) {
    return trusting(serverName -> Optional.of(credentials));
  }

  private CredentialsSource trusting(Function<Optional<String>, Optional<Credentials>> own) {
    Trust trust = trust();
    return new CredentialsSource() {
      @Override
      public Optional<Credentials> own(Optional<String> serverName) {
        return own.apply(serverName);
      }

      @Override
      public Trust trust() {
        return trust;
      }
    };
  }

  private static Identity issuer(Identity identity) {
    return identity.role().isAuthority()
        ? Identity.registryAuthority(identity.registry())
        : identity.scopeAuthority();
  }

  private CertificateAuthority authority(Identity identity) {
    Identity issuer = issuer(identity);
    CertificateAuthority known = authorities.get(issuer.uri());
    if (known == null) {
      known = CertificateAuthority.open(credentials(issuer), clock, random);
      authorities.put(issuer.uri(), known);
    }
    return known;
  }
}
