package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * An entry that is matched to one datacenter of the market. Immutable; keeps the file's order.
 *
 * @param profiles the node sizes that services placed here may ask for, by name
 */
public record Datacenter(DatacenterName name, Region region, Map<ProfileName, Profile> profiles) {
  public Datacenter {
    profiles = ImmutableMap.copyOf(profiles);
    for (Map.Entry<ProfileName, Profile> entry : profiles.entrySet()) {
      if (!entry.getKey().equals(entry.getValue().name())) {
        throw new IllegalArgumentException(
            "profile " + entry.getValue().name() + " under " + entry.getKey());
      }
    }
  }
}
