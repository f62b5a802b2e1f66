package dev.photon.core.registry;

import static dev.photon.core.registry.RegistryWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.ProfileName;
import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.core.usage.Ledger;
import dev.photon.core.usage.Meter;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node of the usual size costs 0.12 dollars an hour here: 2000 micro-dollars a minute. */
class UsageTest {
  private static final ProfileName SMALL = ProfileName.of("small");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  @SuppressWarnings("NullAway.Init")
  private Account ada;

  @SuppressWarnings("NullAway.Init")
  private Account bob;

  private long sequence;

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
    ada = world.account("ada@example.org");
    bob = world.account("bob@example.org");
    // To a whole minute.
    long seconds = world.runtime.now().getEpochSecond();
    world.runtime.advance(
        Duration.between(world.runtime.now(), Instant.ofEpochSecond(60 * (seconds / 60 + 1))));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private DatacenterId datacenter(String name) {
    DatacenterId id = world.datacenter(bob, name).id();
    offer(id, name);
    return id;
  }

  private void offer(DatacenterId id, String name) {
    world
        .as(world.agent(id))
        .datacenterUpdate(DatacenterReport.of(world.offer(id, name, ++sequence)));
  }

  /** One that its agent has taken up. */
  private LeaseId lease(DeploymentId shop, long epoch, DatacenterId where, int nodes) {
    LeaseId id = new LeaseId(shop, epoch);
    Lease lease =
        world.as(world.metacenter(shop)).leaseOpen(world.key(), world.lease(id, where, nodes));
    String name = where.value().substring(0, where.value().length() - 9);
    DatacenterReport report =
        new DatacenterReport(
            world.offer(where, name, ++sequence),
            List.of(new HeldLease(id, lease.reserved(), false)));
    assertThat(world.as(world.agent(where)).datacenterUpdate(report).ended()).isEmpty();
    return id;
  }

  private DeploymentId deployment(String name) {
    return ada.api().metacenterCreate(world.key(), world.deployment(name)).id();
  }

  private static LeaseUse use(LeaseId lease, Instant minute, long millis) {
    return new LeaseUse(lease, minute, Map.of(SMALL, millis));
  }

  private List<UsageEntry> ledger(Account account) {
    return world.as(account.identity()).usageList(UsageQuery.ALL);
  }

  /** One side that looks at nodes, tells each minute, and may lie. */
  private final class Side {
    private final RegistryApi api;
    private final LeaseId lease;
    private final double claims;
    private Meter meter = Meter.NEW;
    private final List<LeaseUse> due = new ArrayList<>();

    Side(RegistryApi api, LeaseId lease, double claims) {
      this.api = api;
      this.lease = lease;
      this.claims = claims;
    }

    void look(Set<NodeId> running) {
      Map<NodeId, ProfileName> seen = new HashMap<>();
      running.forEach(node -> seen.put(node, SMALL));
      meter = meter.look(world.runtime.now(), seen);
      meter.over().forEach(this::due);
      meter = meter.withoutOver();
    }

    void end() {
      meter.minutes().forEach(this::due);
      meter = Meter.NEW;
    }

    private void due(Instant minute, Map<ProfileName, Long> counted) {
      due.add(use(lease, minute, Math.round(counted.getOrDefault(SMALL, 0L) * claims)));
    }

    void tell() {
      api.usageReport(due);
      api.usageReport(due); // as one who has not heard the answer
      due.clear();
    }
  }

  /**
   * Three nodes for an hour, looked at each second. One fails after ten minutes and twenty seconds,
   * and is replaced five seconds later; the metacenter hears nothing for two minutes; the agent is
   * restarted, and looks again after half a minute; the registry is restarted, twice. After the
   * hour the third node is let go, at last the lease is closed.
   */
  @Test
  void anHourWithFailuresIsChargedToTheMicroDollarAndWhoLiesIsFlagged() {
    DeploymentId shop = deployment("shop");
    LeaseId honest = lease(shop, 1, datacenter("west"), 3);
    LeaseId lied = lease(shop, 2, datacenter("east"), 3);
    DatacenterId west = leased(honest);
    DatacenterId east = leased(lied);
    List<Side> sides =
        List.of(
            new Side(later(world.metacenter(shop)), honest, 1),
            new Side(later(world.agent(west)), honest, 1),
            new Side(later(world.metacenter(shop)), lied, 1),
            new Side(later(world.agent(east)), lied, 1.1));
    Set<NodeId> running = new TreeSet<>(List.of(node(0, 1), node(1, 1), node(2, 1)));
    for (int second = 0; second <= 3_600; second++) {
      if (second == 620) {
        running.remove(node(1, 1));
      } else if (second == 625) {
        running.add(node(1, 2));
      }
      for (int side = 0; side < 4; side++) {
        boolean metacenterHears = second < 1_200 || second >= 1_320;
        boolean agentLooks = second < 1_800 || second >= 1_830;
        if (side % 2 == 0 ? metacenterHears : agentLooks) {
          sides.get(side).look(running);
        }
      }
      if (second % 60 == 7) {
        sides.forEach(Side::tell);
      }
      if (second == 900 || second == 2_700) {
        world.restart();
      }
      world.runtime.advance(Duration.ofSeconds(1));
    }
    sides.forEach(Side::end);
    sides.forEach(Side::tell);
    world.runtime.advance(Duration.ofMinutes(2));

    // 3 nodes for 3600 s, without the second that the failed node was last seen in, and the five
    // until the other was there.
    long seconds = 3 * 3_600 - 6;
    long due = seconds * 120_000 / 3_600;
    List<UsageEntry> all = ledger(ada);
    assertThat(ledger(bob)).isEqualTo(all);
    assertThat(charged(all, honest)).isEqualTo(due);
    assertThat(charged(all, lied)).as("the lower").isEqualTo(due);
    assertThat(of(all, honest)).noneMatch(UsageEntry::disputed);
    assertThat(of(all, lied).subList(2, of(all, lied).size())).allMatch(UsageEntry::disputed);
    assertThat(Ledger.fault(of(all, honest))).isEmpty();
    assertThat(Ledger.fault(of(all, lied))).isEmpty();
  }

  /** The registry as it is when it is called: it is restarted meanwhile. */
  private RegistryApi later(Identity identity) {
    return (RegistryApi)
        Proxy.newProxyInstance(
            RegistryApi.class.getClassLoader(),
            new Class<?>[] {RegistryApi.class},
            (proxy, method, arguments) -> method.invoke(world.as(identity), arguments));
  }

  private DatacenterId leased(LeaseId id) {
    return world.as(world.metacenter(id.deployment())).leaseShow(id).datacenter();
  }

  private static NodeId node(int slot, int incarnation) {
    return NodeId.parse("shop/web/" + slot + "#" + incarnation);
  }

  private static List<UsageEntry> of(List<UsageEntry> all, LeaseId lease) {
    return all.stream().filter(e -> e.lease().equals(lease)).toList();
  }

  private static long charged(List<UsageEntry> all, LeaseId lease) {
    return of(all, lease).stream().mapToLong(UsageEntry::charged).sum();
  }

  @Test
  void whatCannotBeIsRefusedAndNothingOfItCounts() {
    DeploymentId shop = deployment("shop");
    DatacenterId west = datacenter("west");
    LeaseId id = lease(shop, 1, west, 1);
    RegistryApi metacenter = world.as(world.metacenter(shop));
    Instant now = world.runtime.now();
    LeaseUse good = use(id, now, 30_000);
    refused(
        Status.INVALID,
        "future-use",
        () -> metacenter.usageReport(List.of(good, use(id, now.plusSeconds(120), 1))));
    refused(
        Status.INVALID,
        "old-use",
        () -> metacenter.usageReport(List.of(good, use(id, now.minusSeconds(86_460), 1))));
    LeaseId other = new LeaseId(deployment("blog"), 1);
    refused(
        Status.NOT_FOUND,
        "not-found",
        () -> metacenter.usageReport(List.of(good, use(other, now, 1))));
    for (long millis : List.of(-1L, Long.MIN_VALUE, Long.MAX_VALUE, 60_000_000_001L)) {
      assertThatThrownBy(() -> use(id, now, millis)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> use(id, now.plusSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(unsettled()).isZero();

    RegistryApi east = world.as(world.agent(datacenter("east")));
    east.usageReport(List.of(good, use(new LeaseId(shop, 9), now, 1)));
    assertThat(unsettled()).as("of another datacenter, and of none").isZero();
  }

  private long unsettled() {
    return world
        .store()
        .read(tx -> tx.first("SELECT COUNT(*) AS n FROM usage_report", row -> row.number("n")))
        .orElseThrow();
  }

  @Test
  void whatIsSettledIsNotSettledAgain() {
    DeploymentId shop = deployment("shop");
    DatacenterId west = datacenter("west");
    LeaseId id = lease(shop, 1, west, 1);
    RegistryApi metacenter = world.as(world.metacenter(shop));
    RegistryApi agent = world.as(world.agent(west));
    Instant minute = world.runtime.now();
    world.runtime.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 3; i++) {
      metacenter.usageReport(List.of(use(id, minute, 60_000)));
      agent.usageReport(List.of(use(id, minute, 60_000)));
      world.runtime.advance(Duration.ofMinutes(1));
    }
    assertThat(ledger(ada))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.charged()).isEqualTo(2_000);
              assertThat(e.payer()).isEqualTo(ada.id());
              assertThat(e.earner()).isEqualTo(bob.id());
            });
    assertThat(unsettled()).isZero();
    assertThat(ledger(world.account("eve@example.org"))).isEmpty();
  }

  @Test
  void theLedgerIsListedByTimeAndByPages() {
    DeploymentId shop = deployment("shop");
    DatacenterId west = datacenter("west");
    LeaseId id = lease(shop, 1, west, 1);
    Instant begin = world.runtime.now();
    for (int i = 0; i < 5; i++) {
      Instant minute = begin.plusSeconds(60L * i);
      world.as(world.metacenter(shop)).usageReport(List.of(use(id, minute, 60_000)));
      world.as(world.agent(west)).usageReport(List.of(use(id, minute, 60_000)));
      world.runtime.advance(Duration.ofMinutes(1));
    }
    world.runtime.advance(Duration.ofMinutes(1));
    List<UsageEntry> all = ledger(ada);
    assertThat(all).extracting(UsageEntry::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    UsageQuery some =
        new UsageQuery(begin.plusSeconds(60), begin.plusSeconds(180), Optional.empty());
    assertThat(world.as(ada.identity()).usageList(some)).isEqualTo(all.subList(1, 3));
    assertThat(world.as(ada.identity()).usageList(UsageQuery.ALL.behind(all.get(2))))
        .isEqualTo(all.subList(3, 5));
  }
}
