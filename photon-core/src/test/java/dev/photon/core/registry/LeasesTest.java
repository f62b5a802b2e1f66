package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.Resources;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.State;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The usual datacenter here has room for eight nodes of the usual size. */
class LeasesTest {
  private static final Resources ONE = new Resources(1_000, 1L << 30, 1L << 30);
  private static final Resources ALL = new Resources(8_000, 8L << 30, 80L << 30);

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  @SuppressWarnings("NullAway.Init")
  private Account ada;

  @SuppressWarnings("NullAway.Init")
  private DatacenterId west;

  @SuppressWarnings("NullAway.Init")
  private DeploymentId shop;

  @SuppressWarnings("NullAway.Init")
  private LeaseId id;

  private long sequence;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
    ada = world.account("ada@example.org");
    west = world.datacenter(ada, "west").id();
    shop = ada.api().metacenterCreate(world.key(), world.deployment("shop")).id();
    id = new LeaseId(shop, 1);
    offer(ALL);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private RegistryApi metacenter() {
    return world.as(world.metacenter(shop));
  }

  private RegistryApi agent() {
    return world.as(world.agent(west));
  }

  private Set<LeaseId> offer(Resources free, HeldLease... held) {
    Offer offer = Offers.with(world.offer(west, "west", ++sequence), new Capacity(ALL, free, ALL));
    return agent().datacenterUpdate(new DatacenterReport(offer, List.of(held))).ended();
  }

  private Lease lease(int nodes) {
    return metacenter().leaseOpen(world.key(), world.lease(id, west, nodes));
  }

  /** How many nodes the market says there is room for. */
  private long free() {
    DatacenterRequirement any =
        new DatacenterRequirement(
            DatacenterName.of("any"), world.lease(id, west, 0).asked().region(), List.of());
    MatchResult result = ada.api().datacenterMatch(new MatchRequest(List.of(any), Set.of()));
    return result.entries().get(0).candidates().stream()
        .mapToLong(c -> c.offer().capacity().free().milliCpu() / 1_000)
        .sum();
  }

  private static HeldLease held(LeaseId id, int nodes) {
    return new HeldLease(id, ONE.times(nodes), false);
  }

  @Test
  void itTakesRoomUntilItIsClosed() {
    Lease lease = lease(3);
    assertThat(lease.state()).isEqualTo(State.OPEN);
    assertThat(lease.reserved()).isEqualTo(ONE.times(3));
    assertThat(lease.total()).isEqualTo(new Price(360_000));
    assertThat(lease.until()).contains(world.runtime.now().plus(Duration.ofMinutes(10)));
    assertThat(free()).isEqualTo(5);
    assertThat(metacenter().leaseShow(id)).isEqualTo(lease);
    assertThat(agent().leaseShow(id)).isEqualTo(lease);
    assertThat(ada.api().leaseList(Optional.empty())).containsExactly(lease);
    assertThat(ada.api().leaseList(Optional.of(id))).isEmpty();

    metacenter().leaseClose(world.key(), id);
    metacenter().leaseClose(world.key(), id);
    assertThat(free()).isEqualTo(8);
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.CLOSED);
    assertThat(ada.api().leaseList(Optional.empty())).isEmpty();
    refused(Status.CONFLICT, "lease-closed", () -> lease(3));
  }

  @Test
  void aRestartLosesNone() {
    Lease lease = lease(3);
    world.restart();
    ada = new Account(ada.id(), ada.identity(), world.as(ada.identity()));
    assertThat(ada.api().leaseList(Optional.empty())).containsExactly(lease);
    assertThat(free()).isEqualTo(5);
    LeaseId second = new LeaseId(shop, 2);
    refused(
        Status.EXHAUSTED,
        "no-room",
        () -> metacenter().leaseOpen(world.key(), world.lease(second, west, 6)));
  }

  @Test
  void aRepeatedCallGetsTheFirstAnswer() {
    RequestKey key = world.key();
    LeaseRequest request = world.lease(id, west, 8);
    Lease lease = metacenter().leaseOpen(key, request);
    assertThat(metacenter().leaseOpen(key, request)).isEqualTo(lease);
    assertThat(free()).isZero();
  }

  @Test
  void roomIsCountedOnceWhoeverCountsIt() {
    lease(3);
    offer(ALL);
    assertThat(free()).as("the agent does not know of it").isEqualTo(5);
    offer(ONE.times(5), held(id, 3));
    assertThat(free()).as("the agent has counted it").isEqualTo(5);
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.ACTIVE);
    assertThat(metacenter().leaseShow(id).until()).isEmpty();

    assertThat(lease(8).reserved()).as("with what it has").isEqualTo(ONE.times(8));
    assertThat(free()).isZero();
    offer(ONE.times(0), held(id, 8));
    assertThat(free()).isZero();
    lease(2);
    assertThat(free()).as("while the agent holds eight").isZero();
    offer(ONE.times(6), held(id, 2));
    assertThat(free()).isEqualTo(6);
  }

  @Test
  void anOlderReportChangesNothing() {
    lease(3);
    offer(ONE.times(5), held(id, 3));
    sequence -= 2;
    offer(ALL);
    assertThat(free()).isEqualTo(5);
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void whatIsLeasedKeepsItsPrice() {
    lease(3);
    Price dearer = new Price(240_000);
    Offer offer = world.offer(west, "west", ++sequence);
    agent()
        .datacenterUpdate(
            DatacenterReport.of(
                Offers.priced(
                    offer,
                    new PriceList.Flavours(List.of(new PriceList.Flavour("small", ALL, dearer))))));
    assertThat(lease(5).nodes())
        .singleElement()
        .satisfies(
            n -> {
              assertThat(n.nodes()).isEqualTo(5);
              assertThat(n.price()).isEqualTo(new Price(120_000));
            });
    LeaseId second = new LeaseId(shop, 2);
    refused(
        Status.CONFLICT,
        "price-changed",
        () -> metacenter().leaseOpen(world.key(), world.lease(second, west, 1)));
  }

  @Test
  void anOlderRevisionIsRefused() {
    LeaseRequest request = world.lease(id, west, 3);
    lease(3);
    LeaseRequest older = new LeaseRequest(id, west, request.asked(), 0, request.hold());
    refused(Status.CONFLICT, "stale-revision", () -> metacenter().leaseOpen(world.key(), older));
  }

  @Test
  void withoutAnOfferThereIsNoLease() {
    DatacenterId east = world.datacenter(ada, "east").id();
    refused(
        Status.NOT_FOUND,
        "no-offer",
        () -> metacenter().leaseOpen(world.key(), world.lease(id, east, 1)));
    world.runtime.advance(Duration.ofMinutes(1));
    refused(Status.NOT_FOUND, "no-offer", () -> lease(1));
  }

  @Test
  void anOpenOneMayHoldLessWithoutAnOffer() {
    lease(3);
    world.runtime.advance(Duration.ofMinutes(1));
    assertThat(lease(2).reserved()).isEqualTo(ONE.times(2));
    refused(Status.NOT_FOUND, "no-offer", () -> lease(4));
  }

  @Test
  void whatIsNotTakenUpIsOver() {
    lease(8);
    world.runtime.advance(Duration.ofMinutes(10));
    offer(ALL);
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.CLOSED);
    world.runtime.advance(Duration.ofMinutes(1)); // until it is swept
    offer(ALL);
    assertThat(free()).isEqualTo(8);
    assertThat(ada.api().leaseList(Optional.empty())).isEmpty();
    assertThat(metacenter().leaseShow(id).reason())
        .contains("its datacenter did not take it up in time");
  }

  @Test
  void anAgentThatHadTakenItUpInTimeAndTellsLaterHasIt() {
    lease(3);
    world.runtime.advance(Duration.ofMinutes(12));
    assertThat(offer(ONE.times(5), held(id, 3))).isEmpty();
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.ACTIVE);
    assertThat(free()).isEqualTo(5);
  }

  @Test
  void theAgentIsToldWhatIsClosedUntilItHoldsItNoMore() {
    lease(3);
    offer(ONE.times(5), held(id, 3));
    metacenter().leaseClose(world.key(), id);
    assertThat(free()).as("its nodes may still be there").isEqualTo(5);
    assertThat(offer(ONE.times(5))).containsExactly(id);
    assertThat(offer(ONE.times(5))).containsExactly(id);
    assertThat(offer(ALL, new HeldLease(id, Resources.NONE, true))).isEmpty();
    assertThat(offer(ALL)).isEmpty();
    assertThat(free()).isEqualTo(8);
  }

  @Test
  void whatTheAgentHasClearedAwayIsClosed() {
    lease(3);
    offer(ONE.times(5), held(id, 3));
    assertThat(offer(ALL, new HeldLease(id, Resources.NONE, true))).isEmpty();
    assertThat(metacenter().leaseShow(id).reason()).contains("its nodes are gone");
  }

  @Test
  void anOwnerWhoDeletesADeploymentEndsItsLeases() {
    lease(3);
    offer(ONE.times(5), held(id, 3));
    ada.api().metacenterDelete(world.key(), shop);
    assertThat(offer(ONE.times(5))).containsExactly(id);
    assertThat(ada.api().leaseList(Optional.empty())).isEmpty();
  }

  @Test
  void aDatacenterThatLeavesEndsItsLeases() {
    lease(3);
    ada.api().datacenterDelete(world.key(), west);
    assertThat(metacenter().leaseShow(id).reason()).contains("its datacenter has left the market");
  }

  @Test
  void leasesOfOthersAreNotThere() {
    lease(3);
    Account eve = world.account("eve@example.org");
    DeploymentId blog = eve.api().metacenterCreate(world.key(), world.deployment("blog")).id();
    DatacenterId east = world.datacenter(eve, "east").id();
    RegistryApi other = world.as(world.metacenter(blog));
    refused(Status.NOT_FOUND, "not-found", () -> other.leaseShow(id));
    refused(Status.NOT_FOUND, "not-found", () -> other.leaseClose(world.key(), id));
    refused(
        Status.NOT_FOUND,
        "not-found",
        () -> other.leaseOpen(world.key(), world.lease(id, west, 1)));
    RegistryApi elsewhere = world.as(world.agent(east));
    refused(Status.NOT_FOUND, "not-found", () -> elsewhere.leaseShow(id));
    Offer offer = world.offer(east, "east", 1);
    elsewhere.datacenterUpdate(
        new DatacenterReport(offer, List.of(new HeldLease(id, Resources.NONE, true))));
    assertThat(metacenter().leaseShow(id).state()).isEqualTo(State.OPEN);
    assertThat(eve.api().leaseList(Optional.empty())).isEmpty();
  }
}
