package dev.photon.core.datacenter;

import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import java.util.List;
import java.util.Set;

/**
 * A deployment's part as it is stored.
 *
 * @param change counts the changes of this part; an equal one means an equal part
 * @param desired of the row's own epoch and revision; empty services where nothing is known
 */
record PartRow(
    DeploymentId deployment,
    long epoch,
    long revision,
    Phase phase,
    long change,
    DesiredDeployment desired) {

  /** Where a part is in its life. */
  enum Phase {
    /** Its nodes are kept as desired. */
    ACTIVE,
    /** Its nodes are being removed. */
    DELETING,
    /** Nothing of it is left, and nothing of it may come back in the same epoch. */
    DELETED
  }

  boolean deleting() {
    return phase != Phase.ACTIVE;
  }

  /** A part of which only the name and the epoch are known. */
  static DesiredDeployment nothing(DeploymentId deployment, long revision, long epoch) {
    return new DesiredDeployment(deployment, revision, epoch, List.of(), Set.of(), Set.of());
  }
}
