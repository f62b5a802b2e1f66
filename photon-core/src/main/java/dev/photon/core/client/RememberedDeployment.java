package dev.photon.core.client;

import dev.photon.crypto.Identity;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;

/**
 * A deployment that was created here, whose owner's key is kept here.
 *
 * @param registry the name of the registry that it belongs to
 * @param endpoint where its metacenter is reached, and who it must prove to be
 */
public record RememberedDeployment(
    DeploymentName name, DeploymentId id, String registry, Endpoint endpoint) {
  public RememberedDeployment {
    endpoint = endpoint.as(Identity.metacenter(registry, id.value()));
  }
}
