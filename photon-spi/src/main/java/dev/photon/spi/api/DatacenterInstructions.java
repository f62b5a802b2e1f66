package dev.photon.spi.api;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a datacenter's agent shall do.
 *
 * @param ended leases that are closed and that it holds by what it has told: it removes their nodes
 */
public record DatacenterInstructions(Set<LeaseId> ended) {
  public static final DatacenterInstructions NONE = new DatacenterInstructions(Set.of());

  public DatacenterInstructions {
    ended = Collections.unmodifiableSet(new TreeSet<>(ended));
  }
}
