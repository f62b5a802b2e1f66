package dev.photon.core.client;

import dev.photon.crypto.Identity;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;

/**
 * A deployment that was created here, or that was given access to; the key to it is kept here.
 *
 * @param registry the name of the registry that it belongs to
 * @param endpoint where its metacenter is reached, and who it must prove to be
 * @param shared whether it is another's, who gives access
 */
public record RememberedDeployment(
    DeploymentName name, DeploymentId id, String registry, Endpoint endpoint, boolean shared) {
  public RememberedDeployment {
    endpoint = endpoint.as(Identity.metacenter(registry, id.value()));
  }

  /** The same, reached elsewhere. */
  public RememberedDeployment at(Endpoint other) {
    return new RememberedDeployment(name, id, registry, other, shared);
  }
}
