package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Validity;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The servers as an account, or an access to a deployment, calls them. Certificates that near their
 * end are renewed in passing. Thread-safe.
 */
final class FreshPeers {
  private static final Duration SHORT = Duration.ofSeconds(30);

  /** For what is done in passing: a call that follows waits for a server that starts again. */
  private static final Deadline ONE_ATTEMPT = Deadline.in(Duration.ZERO);

  private final Peers peers;
  private final Accounts accounts;
  private final Deployments deployments;
  private final Sharing sharing;

  FreshPeers(Peers peers, Accounts accounts, Deployments deployments, Sharing sharing) {
    this.peers = peers;
    this.accounts = accounts;
    this.deployments = deployments;
    this.sharing = sharing;
  }

  /** The account that the access to a deployment was given to. */
  Account owner(RememberedDeployment deployment) throws ClientException {
    for (Account account : accounts.all().all()) {
      if (isGivenTo(account, deployment)) {
        return account;
      }
    }
    throw new ClientException(
        Kind.INVALID, "the account that owns " + deployment.name() + " is not kept here");
  }

  boolean isGivenTo(Account account, RememberedDeployment deployment) throws ClientException {
    return account.registry().equals(deployment.registry())
        && deployments
            .credentials(deployment)
            .identity()
            .account()
            .equals(Optional.of(account.id().value()));
  }

  RegistryApi registry(Account account) throws ClientException {
    Credentials own = accounts.credentials(account);
    boolean due = own.validity().nearsItsEnd(peers.clock().instant());
    return peers.registry(
        account.endpoint(), due ? fresh(own, () -> renew(account, ONE_ATTEMPT)) : own);
  }

  MetacenterApi metacenter(RememberedDeployment deployment) throws ClientException {
    Credentials access = deployments.credentials(deployment);
    Validity validity = access.validity();
    Instant now = peers.clock().instant();
    if (validity.isOver(now) && !deployment.shared()) {
      Account owner = owner(deployment);
      access = sharing.again(owner, accounts.credentials(owner), deployment, Deadline.in(SHORT));
    } else if (validity.isHalfOver(now)) {
      access = fresh(access, () -> renew(deployment, ONE_ATTEMPT));
    }
    return peers.metacenter(deployment.endpoint(), access);
  }

  /** Certifies an account's key anew, kept already. */
  Credentials renew(Account account, Deadline deadline) throws ClientException {
    Credentials own = accounts.credentials(account);
    RegistryApi registry = peers.registry(account.endpoint(), own);
    String peer = Names.registry(account.endpoint());
    Nonce nonce = Calls.call(peer, deadline, registry::nonce);
    KeyProof proof = new KeyProof(own.request(nonce.bytes()), nonce);
    RequestKey request = RequestKey.random();
    List<X509Certificate> chain =
        Calls.call(peer, deadline, () -> registry.accountRenew(request, proof));
    try {
      Credentials renewed = own.renewed(chain, peers.clock());
      accounts.save(account, renewed);
      return renewed;
    } catch (CertificateRejectedException e) {
      throw new ClientException(
          Kind.REFUSED,
          "the certificate from " + peer + " is not to be trusted: " + e.getMessage(),
          Optional.of("the old one is kept"),
          e);
    }
  }

  /** Certifies the access to a deployment anew, kept already. */
  Credentials renew(RememberedDeployment deployment, Deadline deadline) throws ClientException {
    return sharing.renewed(deployment, deployments.credentials(deployment), deadline);
  }

  private interface Renewing {
    Credentials renewed() throws ClientException;
  }

  /** Renews in passing while there is time; where that fails, the call itself tells more. */
  private Credentials fresh(Credentials own, Renewing renewing) {
    if (own.validity().isOver(peers.clock().instant())) {
      return own;
    }
    try {
      return renewing.renewed();
    } catch (ClientException e) {
      return own;
    }
  }
}
