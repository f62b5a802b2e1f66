package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;

/** Gets a metacenter for a new deployment, and the owner's access to it. */
final class Creation {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Peers peers;
  private final Deployments deployments;

  Creation(Peers peers, Deployments deployments) {
    this.peers = peers;
    this.deployments = deployments;
  }

  RememberedDeployment create(
      Account account, Credentials own, DeploymentName name, Deadline deadline, Progress progress)
      throws ClientException {
    String peer = Names.registry(account.endpoint());
    RegistryApi registry = peers.registry(account.endpoint(), own);
    progress.step("asking " + peer + " for a metacenter");
    KeyPair key = Keys.generate();
    Nonce nonce = Calls.call(peer, deadline, registry::nonce);
    KeyProof proof = new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce);
    MetacenterRequest asked = new MetacenterRequest(name.value(), proof);
    RequestKey request = RequestKey.random();
    MetacenterGrant grant =
        Calls.call(peer, deadline, () -> registry.metacenterCreate(request, asked));
    try {
      progress.step("waiting for a metacenter host to launch " + grant.id());
      while (grant.place().isEmpty()) {
        if (deadline.passed()) {
          throw new ClientException(
              Kind.TIMED_OUT,
              "no metacenter host has launched " + name + " in time",
              "check that 'photon metacenter serve' runs for this registry");
        }
        new Wake().await(deadline.atMost(PAUSE));
        grant = Calls.call(peer, deadline, () -> registry.metacenterCreate(request, asked));
      }
      return keep(account, own, name, key, grant.id(), grant.place().get());
    } catch (ClientException e) {
      withdraw(registry, grant.id());
      throw e;
    }
  }

  private RememberedDeployment keep(
      Account account,
      Credentials own,
      DeploymentName name,
      KeyPair key,
      DeploymentId id,
      MetacenterPlace place)
      throws ClientException {
    Identity expected =
        Identity.metacenterAccount(account.registry(), id.value(), account.id().value());
    Credentials owner;
    try {
      owner =
          new PeerVerifier(own.trust(), peers.clock())
              .accept(key.getPrivate(), place.ownerChain(), expected);
    } catch (CertificateRejectedException e) {
      throw new ClientException(
          Kind.REFUSED,
          "the access to the metacenter is not to be trusted: " + e.getMessage(),
          Optional.of("nothing was kept"),
          e);
    }
    RememberedDeployment deployment =
        new RememberedDeployment(name, id, account.registry(), place.endpoint(), false);
    deployments.save(deployment, owner);
    return deployment;
  }

  /** Nobody has the key to this metacenter, so it must not stay. */
  private static void withdraw(RegistryApi registry, DeploymentId id) {
    try {
      registry.metacenterDelete(RequestKey.random(), id);
    } catch (ApiException e) {
      // The caller hears of the first failure, which is the reason for this one too.
      return;
    }
  }
}
