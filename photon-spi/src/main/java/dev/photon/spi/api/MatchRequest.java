package dev.photon.spi.api;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks for datacenters.
 *
 * @param excluded datacenters that must not be chosen
 */
public record MatchRequest(List<DatacenterRequirement> entries, Set<DatacenterId> excluded) {
  public MatchRequest {
    entries = List.copyOf(entries);
    excluded = Collections.unmodifiableSet(new TreeSet<>(excluded));
  }
}
