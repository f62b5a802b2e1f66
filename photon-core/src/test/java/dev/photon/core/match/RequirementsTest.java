package dev.photon.core.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Datacenter;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Lifetime;
import dev.photon.config.Placement;
import dev.photon.config.Price;
import dev.photon.config.Profile;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Service;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.ProfileRequirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequirementsTest {
  private static final DatacenterName WEST = DatacenterName.of("west");
  private static final DatacenterName EAST = DatacenterName.of("east");

  private static Profile profile(String name) {
    return new Profile(
        ProfileName.of(name), Lifetime.MEDIUM, Market.gib(1, 2), Optional.of(new Price(5)));
  }

  private static Datacenter datacenter(DatacenterName name, Region region, Profile... profiles) {
    Map<ProfileName, Profile> byName = new LinkedHashMap<>();
    for (Profile p : profiles) {
      byName.put(p.name(), p);
    }
    return new Datacenter(name, region, byName);
  }

  private static Service service(String name) {
    return new Service(ServiceName.of(name), "image", List.of(), Map.of(), List.of(), List.of());
  }

  @Test
  void addsUpTheNodesOfEachProfileThatIsUsed() {
    ServiceName web = ServiceName.of("web");
    ServiceName db = ServiceName.of("db");
    Placement two = new Placement(ProfileName.of("small"), 2);
    Placement three = new Placement(ProfileName.of("small"), 3);
    Placement none = new Placement(ProfileName.of("large"), 0);
    DeploymentConfig config =
        new DeploymentConfig(
            Map.of(web, service("web"), db, service("db")),
            Map.of(
                WEST, datacenter(WEST, Region.US_WEST, profile("small"), profile("unused")),
                EAST, datacenter(EAST, Region.US_EAST, profile("large"))),
            Map.of(web, Map.of(WEST, two, EAST, none), db, Map.of(WEST, three)),
            List.of());

    List<DatacenterRequirement> requirements = Requirements.of(config);

    assertThat(requirements)
        .containsExactlyInAnyOrder(
            new DatacenterRequirement(WEST, Region.US_WEST, List.of(asked("small", 5))),
            new DatacenterRequirement(EAST, Region.US_EAST, List.of(asked("large", 0))));
  }

  private static ProfileRequirement asked(String profile, int nodes) {
    return new ProfileRequirement(
        ProfileName.of(profile),
        Lifetime.MEDIUM,
        Market.gib(1, 2),
        nodes,
        Optional.of(new Price(5)));
  }
}
