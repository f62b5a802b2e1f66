package dev.photon.spi.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a metacenter host shall do.
 *
 * @param launch metacenters that it shall host and did not report
 * @param remove metacenters that it reported and shall forget
 */
public record HostInstructions(List<Launch> launch, Set<DeploymentId> remove) {
  public HostInstructions {
    launch = List.copyOf(launch);
    remove = Collections.unmodifiableSet(new TreeSet<>(remove));
  }

  /** A metacenter to launch, for an owner. */
  public record Launch(DeploymentId id, String name, AccountId owner, KeyProof ownerKey) {}
}
