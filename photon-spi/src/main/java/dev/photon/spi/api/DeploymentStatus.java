package dev.photon.spi.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A deployment's part in one datacenter.
 *
 * @param observed when the infrastructure last told; empty before the first time
 * @param deleting whether its deletion was asked for and is not complete
 * @param trouble why the infrastructure could not be observed or changed, if so
 */
public record DeploymentStatus(
    DeploymentId deployment,
    long revision,
    long epoch,
    boolean deleting,
    Optional<Instant> observed,
    List<ServiceStatus> services,
    Optional<String> trouble) {
  public DeploymentStatus {
    services = List.copyOf(services);
  }
}
