package dev.photon.core.metacenter;

import dev.photon.core.guard.Admission;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.crypto.Trust;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Right;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The metacenters of a host by their ids, found by the host name that a client asks for; and who is
 * let in to which. Read by transports' threads, changed on the host's loop.
 */
final class HostedMetacenters implements CredentialsSource, Admission {
  private final MetacenterHost.Setup setup;
  private final Map<DeploymentId, Hosted> hosted = new ConcurrentSkipListMap<>();

  HostedMetacenters(MetacenterHost.Setup setup) {
    this.setup = setup;
  }

  void add(Hosted metacenter) {
    hosted.put(metacenter.id(), metacenter);
  }

  void remove(DeploymentId id) {
    hosted.remove(id);
  }

  Collection<Hosted> all() {
    return hosted.values();
  }

  @Nullable Hosted get(DeploymentId id) {
    return hosted.get(id);
  }

  boolean contains(DeploymentId id) {
    return hosted.containsKey(id);
  }

  /** Whom a server proves to be: the metacenter whose host name the client asks for. */
  @Override
  public Optional<Credentials> own(Optional<String> serverName) {
    return serverName
        .flatMap(HostedMetacenters::label)
        .map(hosted::get)
        .flatMap(h -> h.identity().own(serverName));
  }

  @Override
  public Trust trust() {
    return setup.trust().get();
  }

  private static Optional<DeploymentId> label(String serverName) {
    int dot = serverName.indexOf('.');
    try {
      return dot < 0
          ? Optional.empty()
          : Optional.of(new DeploymentId(serverName.substring(0, dot)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The one that a caller has reached. */
  Hosted addressed(Caller caller) {
    return caller
        .addressed()
        .scope()
        .flatMap(scope -> Optional.ofNullable(hosted.get(new DeploymentId(scope))))
        .orElseThrow(HostedMetacenters::notThere);
  }

  /** The same words whether there is no such deployment or it is another's. */
  private static ApiException notThere() {
    return new ApiException(
        Status.NOT_FOUND, "no-such-deployment", "there is no such deployment for this account");
  }

  /**
   * Lets in the accounts of the metacenter that they have addressed, with what they were given. For
   * accounts of the registry and agents the calls that they may make look further.
   */
  @Override
  public void require(Caller caller, Callers rule) {
    Hosted there = addressed(caller);
    Identity identity = caller.identity().orElseThrow();
    if (identity.role() != Role.METACENTER_ACCOUNT) {
      return;
    }
    if (!identity.host().equals(there.identity().identity().host())) {
      throw notThere();
    }
    AccountId account = new AccountId(identity.account().orElseThrow());
    if (setup.revocations().isRevoked(Identity.account(identity.registry(), account.value()))) {
      throw new ApiException(
          Status.DENIED, "revoked", "your account has been revoked by its registry");
    }
    if (account.equals(there.stored().owner())) {
      return;
    }
    Instant now = setup.runtime().now();
    Access access =
        setup
            .store()
            .read(tx -> AccessTable.of(tx, there.stored().id(), account, now))
            .orElseThrow(HostedMetacenters::notThere);
    if (!access.right().includes(rule.right())) {
      throw new ApiException(
          Status.DENIED,
          "not-given",
          "your access lets you "
              + (access.right() == Right.VIEW
                  ? "look on only"
                  : "do everything but what is the owner's"),
          Optional.of("ask the deployment's owner, who can give you more"));
    }
  }
}
