package dev.photon.core.match;

import dev.photon.config.Datacenter;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Placement;
import dev.photon.config.Profile;
import dev.photon.config.ProfileName;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.ProfileRequirement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a deployment asks of the market. Pure. */
public final class Requirements {
  private Requirements() {}

  /**
   * One requirement for each datacenter entry, in the order of the file; in each, the profiles that
   * a service uses there, with the nodes of all those services together (more than {@link
   * Integer#MAX_VALUE} count as that many).
   */
  public static List<DatacenterRequirement> of(DeploymentConfig config) {
    List<DatacenterRequirement> entries = new ArrayList<>();
    config.datacenters().values().forEach(datacenter -> entries.add(of(config, datacenter)));
    return entries;
  }

  /** That of one datacenter entry, which the file has. */
  public static DatacenterRequirement of(DeploymentConfig config, DatacenterName entry) {
    return of(config, Optional.ofNullable(config.datacenters().get(entry)).orElseThrow());
  }

  private static DatacenterRequirement of(DeploymentConfig config, Datacenter datacenter) {
    Map<ProfileName, Long> nodes = nodes(config, datacenter.name());
    List<ProfileRequirement> profiles = new ArrayList<>();
    for (Profile profile : datacenter.profiles().values()) {
      Long count = nodes.get(profile.name());
      if (count != null) {
        profiles.add(
            new ProfileRequirement(
                profile.name(),
                profile.lifetime(),
                profile.resources(),
                (int) Math.min(count, Integer.MAX_VALUE),
                profile.maxPrice()));
      }
    }
    return new DatacenterRequirement(datacenter.name(), datacenter.region(), profiles);
  }

  private static Map<ProfileName, Long> nodes(DeploymentConfig config, DatacenterName datacenter) {
    Map<ProfileName, Long> nodes = new HashMap<>();
    for (Map<DatacenterName, Placement> where : config.placements().values()) {
      Placement placement = where.get(datacenter);
      if (placement != null) {
        nodes.merge(placement.profile(), (long) placement.nodes(), Long::sum);
      }
    }
    return nodes;
  }
}
