package dev.photon.spi.api;

import dev.photon.config.DatacenterName;
import dev.photon.config.Region;
import java.util.List;

/** What one datacenter entry of a deployment asks of the market. */
public record DatacenterRequirement(
    DatacenterName entry, Region region, List<ProfileRequirement> profiles) {
  public DatacenterRequirement {
    profiles = List.copyOf(profiles);
  }
}
