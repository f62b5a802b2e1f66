package dev.photon.spi.api;

import java.util.List;
import java.util.Set;

/**
 * Asks for datacenters.
 *
 * @param excluded datacenters that must not be chosen
 */
public record MatchRequest(List<DatacenterRequirement> entries, Set<DatacenterId> excluded) {
  public MatchRequest {
    entries = List.copyOf(entries);
    excluded = Set.copyOf(excluded);
  }
}
