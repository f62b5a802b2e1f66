package dev.photon.core.metacenter;

import dev.photon.core.metacenter.MetacenterStore.Stored;
import dev.photon.spi.api.DeploymentId;

/** A metacenter that runs in this process. */
record Hosted(Metacenter metacenter, MetacenterIdentity identity, Stored stored) {
  DeploymentId id() {
    return stored.id();
  }
}
