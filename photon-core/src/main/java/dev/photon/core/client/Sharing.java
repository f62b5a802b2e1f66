package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Right;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** Access to deployments for others than their owners: given, accepted, renewed. */
final class Sharing {
  private final Peers peers;
  private final Deployments deployments;
  private final SecureRandom random = new SecureRandom();

  Sharing(Peers peers, Deployments deployments) {
    this.peers = peers;
    this.deployments = deployments;
  }

  private Nonce nonce() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Nonce.of(bytes);
  }

  Invitation invite(
      RememberedDeployment deployment,
      MetacenterApi owner,
      String email,
      Right right,
      Duration span,
      Deadline deadline)
      throws ClientException {
    Nonce code = nonce();
    AccessRequest request;
    try {
      request = AccessRequest.of(email, right, span, code);
    } catch (IllegalArgumentException e) {
      throw new ClientException(Kind.INVALID, String.valueOf(e.getMessage()), Optional.empty(), e);
    }
    RequestKey key = RequestKey.random();
    Access unused =
        Calls.call(Names.metacenter(deployment), deadline, () -> owner.accessGrant(key, request));
    return new Invitation(deployment.registry(), deployment.id(), deployment.endpoint(), code);
  }

  /** Accepts with a key of its own; what comes is checked before it is kept. */
  RememberedDeployment accept(
      Account account,
      Credentials own,
      Invitation invitation,
      Optional<DeploymentName> name,
      Deadline deadline)
      throws ClientException {
    if (!account.registry().equals(invitation.registry())) {
      throw new ClientException(
          Kind.INVALID,
          "the invitation is to a deployment at the registry "
              + invitation.registry()
              + ", and the account is at "
              + account.registry(),
          "register there first, or choose the account with -h");
    }
    Identity metacenter = Identity.metacenter(invitation.registry(), invitation.id().value());
    Endpoint endpoint = invitation.endpoint().as(metacenter);
    String peer = "the metacenter at " + endpoint.address();
    KeyPair pair = Keys.generate();
    KeyProof proof =
        new KeyProof(SigningRequest.create(pair, invitation.code().bytes()), invitation.code());
    RequestKey key = RequestKey.random();
    MetacenterApi api = peers.metacenter(endpoint, own);
    AcceptedAccess accepted = Calls.call(peer, deadline, () -> api.accessAccept(key, proof));
    DeploymentName local = name.orElseGet(() -> new DeploymentName(accepted.deployment()));
    Optional<RememberedDeployment> same = deployments.of(local);
    if (same.isPresent() && !same.get().id().equals(invitation.id())) {
      throw new ClientException(
          Kind.INVALID,
          "there is another deployment '" + local + "' already",
          "--name gives this one another name; the invitation is still good");
    }
    Identity whom =
        Identity.metacenterAccount(
            account.registry(), invitation.id().value(), account.id().value());
    Credentials access = verified(whom, own, pair, accepted, peer);
    RememberedDeployment deployment =
        new RememberedDeployment(
            local,
            invitation.id(),
            account.registry(),
            endpoint,
            accepted.access().right() != Right.OWN);
    deployments.save(deployment, access);
    return deployment;
  }

  /** The owner's access, which has ended, by the owner's account; kept already. */
  Credentials again(
      Account owner, Credentials own, RememberedDeployment deployment, Deadline deadline)
      throws ClientException {
    Invitation none =
        new Invitation(deployment.registry(), deployment.id(), deployment.endpoint(), nonce());
    return deployments.credentials(
        accept(owner, own, none, Optional.of(deployment.name()), deadline));
  }

  /** The access with a certificate that counts for longer, kept already. */
  Credentials renewed(RememberedDeployment deployment, Credentials access, Deadline deadline)
      throws ClientException {
    Nonce nonce = nonce();
    KeyProof proof = new KeyProof(access.request(nonce.bytes()), nonce);
    RequestKey key = RequestKey.random();
    MetacenterApi api = peers.metacenter(deployment.endpoint(), access);
    String peer = Names.metacenter(deployment);
    AcceptedAccess accepted = Calls.call(peer, deadline, () -> api.accessRenew(key, proof));
    Credentials fresh = verified(access.identity(), access, access.pair(), accepted, peer);
    deployments.save(deployment, fresh);
    return fresh;
  }

  private Credentials verified(
      Identity expected, Credentials known, KeyPair pair, AcceptedAccess accepted, String peer)
      throws ClientException {
    try {
      return new PeerVerifier(known.trust(), peers.clock())
          .accept(pair.getPrivate(), accepted.chain(), expected);
    } catch (CertificateRejectedException e) {
      throw new ClientException(
          Kind.REFUSED,
          "the access that " + peer + " gives is not to be trusted: " + e.getMessage(),
          Optional.of("nothing was kept"),
          e);
    }
  }
}
