package dev.photon.core.datacenter;

import static dev.photon.core.datacenter.AgentWorld.SHOP;
import static dev.photon.core.datacenter.AgentWorld.SMALL;
import static dev.photon.core.datacenter.AgentWorld.db;
import static dev.photon.core.datacenter.AgentWorld.part;
import static dev.photon.core.datacenter.AgentWorld.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.Resources;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.Offer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing runs that is not leased, and the registry hears what is held. */
class LeasedPartsTest {
  private static final Duration A_WHILE = Duration.ofSeconds(20);
  private static final LeaseId FIRST = new LeaseId(SHOP, 1);

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private AgentWorld world;

  @BeforeEach
  void begin() {
    world = new AgentWorld(1);
    world.run(Duration.ofSeconds(1));
  }

  @AfterEach
  void end() {
    world.close();
  }

  /** Sends a part, whatever is leased. */
  private void send(DesiredDeployment part) {
    world.call(part.deployment(), (api, key) -> api.deploymentUpdate(key, part));
  }

  private ApiException refusal(DesiredDeployment part) {
    return catchThrowableOfType(ApiException.class, () -> send(part));
  }

  private void refused(DesiredDeployment part) {
    ApiException refusal = refusal(part);
    assertThat(refusal.status()).isEqualTo(Status.DENIED);
    assertThat(refusal.reason()).isEqualTo("not-leased");
  }

  private HeldLease held(LeaseId id) {
    return java.util.Optional.ofNullable(world.registry.held.get(id)).orElseThrow();
  }

  @Test
  void aPartWithoutALeaseIsRefused() {
    refused(part(1, 1, db(1, "db:1")));
    world.registry.lease(new DatacenterId("east"), part(1, 1, db(1, "db:1")));
    refused(part(1, 1, db(1, "db:1")));
    world.run(A_WHILE);
    assertThat(world.nodes()).isEmpty();
    assertThat(world.registry.held).isEmpty();
  }

  @Test
  void noMoreAndNoLargerNodesRunThanAreLeased() {
    world.put(part(1, 1, db(2, "db:1")));
    refused(part(2, 1, db(3, "db:1")));
    refused(part(2, 1, db(2, "db:1"), web(1, "web:1")));
    send(part(2, 1, db(1, "db:1"), web(1, "web:1")));
    world.put(part(3, 1, db(3, "db:1")));
    world.run(A_WHILE);
    assertThat(world.nodes()).hasSize(3);
  }

  @Test
  void theRegistryIsAskedOnceForEachThatItAgreedTo() {
    world.put(part(1, 1, db(2, "db:1")));
    assertThat(world.registry.asked).isEqualTo(1);
    send(part(2, 1, db(2, "db:2")));
    world.restart();
    world.run(A_WHILE);
    send(part(3, 1, db(1, "db:2")));
    assertThat(world.registry.asked).isEqualTo(1);
    world.put(part(4, 1, db(3, "db:2")));
    assertThat(world.registry.asked).isEqualTo(2);
  }

  @Test
  void withoutTheRegistryWhatIsLeasedGoesOnAndWhatIsNewWaits() {
    world.put(part(1, 1, db(2, "db:1")));
    world.registry.down = true;
    send(part(2, 1, db(1, "db:1")));
    ApiException refusal = refusal(part(3, 1, db(4, "db:1")));
    assertThat(refusal.status()).isEqualTo(Status.UNAVAILABLE);
    assertThat(refusal.reason()).isEqualTo("lease-unknown");
    world.registry.down = false;
    world.put(part(3, 1, db(4, "db:1")));
    world.run(A_WHILE);
    assertThat(world.nodes()).hasSize(4);
    assertThat(held(FIRST)).isEqualTo(new HeldLease(FIRST, SMALL.times(4), false));
  }

  @Test
  void theRegistryHearsWhatIsHeldUntilItIsOver() {
    world.put(part(1, 1, db(2, "db:1")));
    world.run(A_WHILE);
    assertThat(held(FIRST)).isEqualTo(new HeldLease(FIRST, SMALL.times(2), false));
    Offer offer = world.registry.offers.get(world.registry.offers.size() - 1);
    assertThat(offer.capacity().free().milliCpu())
        .isEqualTo(offer.capacity().total().milliCpu() - 1_000);

    world.delete(SHOP, 1);
    world.run(A_WHILE);
    assertThat(held(FIRST)).isEqualTo(new HeldLease(FIRST, Resources.NONE, true));
  }

  @Test
  void aHigherEpochEndsTheLeaseOfTheLower() {
    world.put(part(1, 1, db(2, "db:1")));
    world.run(A_WHILE);
    world.put(part(1, 2, db(1, "db:1")));
    world.run(A_WHILE);
    assertThat(held(FIRST).over()).isTrue();
    LeaseId second = new LeaseId(SHOP, 2);
    assertThat(held(second)).isEqualTo(new HeldLease(second, SMALL, false));
  }

  @Test
  void aRestartedAgentTellsAgain() {
    world.put(part(1, 1, db(2, "db:1")));
    world.run(A_WHILE);
    world.registry.held.clear();
    world.run(A_WHILE);
    assertThat(world.registry.held).as("told once").isEmpty();
    world.restart();
    world.run(A_WHILE);
    assertThat(held(FIRST).held()).isEqualTo(SMALL.times(2));
  }

  @Test
  void whatIsClosedIsClearedAway() {
    world.put(part(1, 1, db(2, "db:1")));
    world.run(A_WHILE);
    assertThat(world.nodes()).hasSize(2);
    world.registry.ended.add(FIRST);
    LeaseId unknown = new LeaseId(SHOP, 7);
    world.registry.ended.add(unknown);
    world.run(A_WHILE);
    assertThat(world.nodes()).isEmpty();
    assertThat(held(FIRST).over()).isTrue();
    assertThat(held(unknown).over()).as("of which nothing is there").isTrue();
  }
}
