package dev.photon.core.metacenter;

import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.RequestKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line to the datacenter of one assignment. Touched on the loop only. */
final class EntryLink {
  Assignment assignment;
  final DatacenterApi api;

  /** What the datacenter has acknowledged; nothing after a restart, so that it is sent again. */
  @Nullable DesiredDeployment acknowledged;

  /** What is being sent until it is acknowledged, with one key for all its attempts. */
  @Nullable DesiredDeployment sending;

  @Nullable RequestKey key;

  /** Whether a call is under way; there is never more than one. */
  boolean busy;

  /** When the next call is due. */
  Instant due = Instant.EPOCH;

  /** Whether nothing is left at a datacenter that was left. */
  boolean cleared;

  Optional<DeploymentStatus> told = Optional.empty();
  boolean reachable;

  /** Whether the datacenter answered the last call, and said no for good. */
  boolean refused;

  /** Why the last call was not carried out. */
  Optional<String> trouble = Optional.empty();

  EntryLink(Assignment assignment, DatacenterApi api) {
    this.assignment = assignment;
    this.api = api;
  }

  DatacenterId datacenter() {
    return assignment.candidate().offer().id();
  }
}
