package dev.photon.spi.api;

/**
 * Asks for a metacenter to manage a new deployment.
 *
 * @param name of the deployment; unique among the account's own
 * @param ownerKey the key of the owner's access to the metacenter, made where it is used
 */
public record MetacenterRequest(String name, KeyProof ownerKey) {
  public MetacenterRequest {
    Ids.label("deployment name", name);
    if (name.length() > 40) {
      throw new IllegalArgumentException("deployment name must have at most 40 characters");
    }
  }
}
