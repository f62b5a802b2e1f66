package dev.photon.core.metacenter;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.ServiceName;
import dev.photon.core.rollout.Parts;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Right;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a metacenter's authority certifies: the access of others, and service connections. */
final class AccessView {
  /** How long a certificate of access lives at most; it is renewed while the access lasts. */
  private static final Duration LIFE = Duration.ofHours(24);

  private static final Duration OWNER_LIFE = Duration.ofDays(90);

  private final MetacenterContext context;
  private final MetacenterIdentity identity;
  private final Runnable changed;

  /**
   * A view of one call.
   *
   * @param changed run when somebody may have less access than before
   */
  AccessView(MetacenterContext context, MetacenterIdentity identity, Runnable changed) {
    this.context = context;
    this.identity = identity;
    this.changed = changed;
  }

  Access grant(AccountId owner, RequestKey key, AccessRequest request) {
    Instant now = context.runtime().now();
    Access granted =
        context
            .rows()
            .once(
                context.id(),
                owner,
                key,
                now,
                Access.class,
                tx -> {
                  if (AccessTable.all(tx, context.id(), now).size() >= AccessTable.MOST) {
                    throw new ApiException(
                        Status.EXHAUSTED,
                        "too-many-accesses",
                        "at most " + AccessTable.MOST + " may have access to a deployment");
                  }
                  return AccessTable.put(tx, context.id(), request, now);
                });
    changed.run(); // it may be less than the address had
    return granted;
  }

  List<Access> list() {
    Instant now = context.runtime().now();
    return context.rows().store().read(tx -> AccessTable.all(tx, context.id(), now));
  }

  void revoke(String email) {
    context
        .rows()
        .store()
        .write(
            tx -> {
              AccessTable.remove(tx, context.id(), email);
              return true;
            });
    changed.run();
  }

  /** For who shows an invitation's code; the owner has no need of one. */
  AcceptedAccess accept(AccountId account, KeyProof accessKey) {
    PublicKey proven = proven(accessKey);
    String digest = AccessRequest.digest(accessKey.nonce());
    Instant now = context.runtime().now();
    if (account.equals(context.stored().owner())) {
      return certified(account, ofOwner(account, now), proven, now);
    }
    Access access =
        context
            .rows()
            .store()
            .write(tx -> AccessTable.accept(tx, context.id(), digest, account, now))
            .orElseThrow(
                () ->
                    new ApiException(
                        Status.NOT_FOUND,
                        "no-such-invitation",
                        "there is no such invitation to this deployment, or it was accepted, taken"
                            + " back or has ended",
                        Optional.of("ask the deployment's owner for another one")));
    return certified(account, access, proven, now);
  }

  AcceptedAccess renew(AccountId account, KeyProof accessKey) {
    PublicKey proven = proven(accessKey);
    Instant now = context.runtime().now();
    Access access =
        account.equals(context.stored().owner())
            ? ofOwner(account, now)
            : context
                .rows()
                .store()
                .read(tx -> AccessTable.of(tx, context.id(), account, now))
                .orElseThrow(); // the guard has let it through
    return certified(account, access, proven, now);
  }

  private static Access ofOwner(AccountId account, Instant now) {
    return new Access("owner", Right.OWN, now.plus(OWNER_LIFE), Optional.of(account));
  }

  private AcceptedAccess certified(AccountId account, Access access, PublicKey key, Instant now) {
    Duration left = Duration.between(now, access.until());
    Duration most = access.right() == Right.OWN ? OWNER_LIFE : LIFE;
    Identity whom =
        Identity.metacenterAccount(context.registryName(), context.id().value(), account.value());
    return new AcceptedAccess(
        context.name(), access, issue(key, whom, left.compareTo(most) < 0 ? left : most));
  }

  List<X509Certificate> registerService(
      DatacenterId agent, ServiceName service, DatacenterName entry, KeyProof serviceKey) {
    PublicKey proven = proven(serviceKey);
    boolean there =
        context.rows().assignments(context.id()).stream()
            .anyMatch(
                a ->
                    !a.leaving()
                        && a.entry().equals(entry)
                        && a.candidate().offer().id().equals(agent));
    Optional<DeploymentConfig> config =
        context
            .rows()
            .newest(context.id())
            .flatMap(
                revision -> ConfigLoader.standard().load("revision", revision.document()).value());
    if (!there || config.isEmpty() || !Parts.connects(config.get(), service, entry)) {
      throw new ApiException(
          Status.NOT_FOUND,
          "no-such-connection",
          "service '" + service + "' has no connection to or from '" + entry + "' here");
    }
    Identity side =
        Identity.serviceConnection(
            context.registryName(), context.id().value(), service.value(), entry.value());
    return issue(proven, side, LIFE);
  }

  private List<X509Certificate> issue(PublicKey key, Identity whom, Duration life) {
    try {
      return identity.issue(key, whom, life);
    } catch (CertificateRejectedException e) {
      throw rejected(e);
    }
  }

  private static PublicKey proven(KeyProof proof) {
    try {
      return proof.request().verify(proof.nonce().bytes());
    } catch (CertificateRejectedException e) {
      throw rejected(e);
    }
  }

  private static ApiException rejected(CertificateRejectedException e) {
    return new ApiException(Status.INVALID, "key-rejected", String.valueOf(e.getMessage()));
  }
}
