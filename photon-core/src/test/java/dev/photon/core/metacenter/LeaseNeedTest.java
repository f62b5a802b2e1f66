package dev.photon.core.metacenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Region;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseNeedTest {
  private static LeaseRequest request(long epoch, long revision) {
    return new LeaseRequest(
        new LeaseId(new DeploymentId("x".repeat(63)), epoch),
        new DatacenterId("west"),
        new DatacenterRequirement(DatacenterName.of("coast"), Region.US_WEST, List.of()),
        revision,
        LeaseRequest.MOST);
  }

  @Test
  void everyRequestHasAKeyThatFitsAndIsItsOwn() {
    assertThat(
            List.of(
                LeaseNeed.key(request(1, 1)),
                LeaseNeed.key(request(1, 2)),
                LeaseNeed.key(request(2, 1)),
                LeaseNeed.key(request(Long.MAX_VALUE, Long.MAX_VALUE))))
        .doesNotHaveDuplicates();
  }
}
