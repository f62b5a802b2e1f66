package dev.photon.core.client;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.RegistryApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists what an account can reach. */
final class Listing {
  private final FreshPeers peers;
  private final Deployments deployments;

  Listing(FreshPeers peers, Deployments deployments) {
    this.peers = peers;
    this.deployments = deployments;
  }

  List<ListedDeployment> of(Account account, Deadline deadline) throws ClientException {
    RegistryApi registry = peers.registry(account);
    List<MetacenterSummary> summaries =
        Calls.call(Names.registry(account.endpoint()), deadline, registry::accountMetacenters);
    List<ListedDeployment> listed = new ArrayList<>();
    for (MetacenterSummary summary : summaries) {
      DeploymentName name = new DeploymentName(summary.name());
      listed.add(
          listed(
              account,
              name,
              summary.id(),
              Optional.of(summary.created()),
              deployments.of(name, summary.id())));
    }
    for (RememberedDeployment shared : deployments.all()) {
      if (shared.shared() && peers.isGivenTo(account, shared)) {
        listed.add(
            listed(account, shared.name(), shared.id(), Optional.empty(), Optional.of(shared)));
      }
    }
    return listed;
  }

  private ListedDeployment listed(
      Account account,
      DeploymentName name,
      DeploymentId id,
      Optional<Instant> created,
      Optional<RememberedDeployment> remembered)
      throws ClientException {
    Optional<MetacenterStatus> status = Optional.empty();
    Optional<String> trouble = Optional.of("was created elsewhere");
    if (remembered.isPresent()) {
      try {
        status = Optional.of(peers.metacenter(remembered.get()).status());
        trouble = Optional.empty();
      } catch (ApiException e) {
        trouble = Optional.of(Calls.explained("its metacenter", e).getMessage());
      }
    }
    boolean shared = remembered.map(RememberedDeployment::shared).orElse(false);
    return new ListedDeployment(account, name, id, created, shared, status, trouble);
  }
}
