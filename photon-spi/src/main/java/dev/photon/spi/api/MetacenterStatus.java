package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.Region;
import java.util.List;
import java.util.Optional;

/**
 * A whole deployment.
 *
 * @param revision the newest one; 0 before the first
 * @param reason why the phase is what it is, where that helps
 */
public record MetacenterStatus(
    DeploymentId deployment,
    String name,
    long revision,
    Phase phase,
    Optional<String> reason,
    List<EntryStatus> entries) {
  public MetacenterStatus {
    entries = List.copyOf(entries);
  }

  /** Where a deployment is in its life. */
  public enum Phase {
    /** No revision was sent yet. */
    EMPTY,
    /** The newest revision is being carried out. */
    DEPLOYING,
    /** Everything is as the newest revision says. */
    READY,
    /** It was ready once, and is being repaired. */
    DEGRADED,
    /** It cannot be carried out now; it is tried again when something changes. */
    FAILED,
    /** All nodes are being removed. */
    DELETING,
    /** Nothing is left. */
    DELETED
  }

  /**
   * One datacenter entry of the deployment file.
   *
   * @param assigned the datacenter that it got
   * @param cost an hour, of all its nodes
   * @param reachable whether the datacenter answered when last asked
   * @param status as the datacenter last told
   */
  public record EntryStatus(
      DatacenterName entry,
      Region region,
      Optional<Assigned> assigned,
      Optional<Price> cost,
      boolean reachable,
      Optional<DeploymentStatus> status) {}

  /** The datacenter that an entry got. */
  public record Assigned(DatacenterId id, String name, boolean simulated, long epoch) {}
}
