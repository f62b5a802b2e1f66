package dev.photon.core.client;

import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;

/** Deletes all of a deployment, then its metacenter. */
final class Deletion {
  private final FreshPeers peers;
  private final Deployments deployments;

  Deletion(FreshPeers peers, Deployments deployments) {
    this.peers = peers;
    this.deployments = deployments;
  }

  void delete(RememberedDeployment deployment, Deadline deadline, Progress progress)
      throws ClientException {
    Account account = peers.owner(deployment);
    String peer = Names.registry(account.endpoint());
    RegistryApi registry = peers.registry(account);
    boolean known =
        Calls.call(peer, deadline, registry::accountMetacenters).stream()
            .anyMatch(m -> m.id().equals(deployment.id()));
    if (known) {
      MetacenterApi api = peers.metacenter(deployment);
      RequestKey ending = RequestKey.random();
      progress.step("removing all nodes of " + deployment.name());
      Calls.run(Names.metacenter(deployment), deadline, () -> api.delete(ending));
      new Following(deployment, api, progress, 0).untilDeleted(deadline);
      progress.step("removing the metacenter of " + deployment.name());
      RequestKey request = RequestKey.random();
      Calls.run(peer, deadline, () -> registry.metacenterDelete(request, deployment.id()));
    }
    deployments.forget(deployment.name());
  }
}
