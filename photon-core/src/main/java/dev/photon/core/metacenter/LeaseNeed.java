package dev.photon.core.metacenter;

import dev.photon.config.DeploymentConfig;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.core.match.Requirements;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a revision needs of the lease of an assignment. Pure. */
final class LeaseNeed {
  /** Parts follow at once; a metacenter that stops meanwhile has this long to come back. */
  private static final Duration HOLD = Duration.ofMinutes(10);

  private LeaseNeed() {}

  static LeaseId id(DeploymentId deployment, Assignment assignment) {
    return new LeaseId(deployment, assignment.epoch());
  }

  /** One for all attempts; it need not name the deployment, whose own it is. */
  static RequestKey key(LeaseRequest request) {
    return new RequestKey("lease-" + request.id().epoch() + "-" + request.revision());
  }

  /** What is to be asked for before the revision's part is sent; empty if the lease is for it. */
  static Optional<LeaseRequest> of(
      DeploymentId deployment, Assignment assignment, long revision, DeploymentConfig config) {
    DatacenterRequirement asked = Requirements.of(config, assignment.entry());
    if (assignment.lease().filter(lease -> isFor(lease, asked)).isPresent()) {
      return Optional.empty();
    }
    DatacenterRequirement bounded =
        assignment.lease().isPresent() ? asked : quoted(asked, assignment.candidate().nodePrices());
    return Optional.of(
        new LeaseRequest(
            id(deployment, assignment),
            assignment.candidate().offer().id(),
            bounded,
            revision,
            HOLD));
  }

  private static boolean isFor(Lease lease, DatacenterRequirement asked) {
    List<Object> leased = new ArrayList<>();
    lease.nodes().forEach(n -> leased.add(need(n.profile(), n.lifetime(), n.size(), n.nodes())));
    List<Object> needed = new ArrayList<>();
    asked.profiles().forEach(p -> needed.add(need(p.profile(), p.lifetime(), p.size(), p.nodes())));
    return leased.equals(needed);
  }

  private static List<Object> need(Object... parts) {
    return List.of(parts);
  }

  /** The same, at no more than was quoted when the datacenter was chosen. */
  private static DatacenterRequirement quoted(
      DatacenterRequirement asked, Map<ProfileName, Price> quotes) {
    return new DatacenterRequirement(
        asked.entry(),
        asked.region(),
        asked.profiles().stream()
            .map(
                p ->
                    new ProfileRequirement(
                        p.profile(),
                        p.lifetime(),
                        p.size(),
                        p.nodes(),
                        Optional.ofNullable(quotes.get(p.profile())).or(p::maxPrice)))
            .toList());
  }
}
