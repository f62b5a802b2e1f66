package dev.photon.core.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Resources;
import dev.photon.core.usage.Settlement.Parties;
import dev.photon.core.usage.Settlement.Result;
import dev.photon.core.usage.Settlement.Settled;
import dev.photon.core.usage.Settlement.Told;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SettlementTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final ProfileName SMALL = ProfileName.of("small");
  private static final ProfileName LARGE = ProfileName.of("large");
  private static final Price CHEAP = new Price(3_069);
  private static final Price DEAR = new Price(1_000_003);
  private static final Parties PARTIES =
      new Parties(new AccountId("payer"), new AccountId("earner"));

  private final SortedMap<Instant, Told> told = new TreeMap<>();
  private final List<UsageEntry> chain = new ArrayList<>();
  private Settled settled = Settled.NOTHING;

  private static Lease lease(Optional<Instant> closed) {
    return new Lease(
        new LeaseId(new DeploymentId("shop"), 1),
        new DatacenterId("west"),
        DatacenterName.of("coast"),
        closed.isPresent() ? Lease.State.CLOSED : Lease.State.ACTIVE,
        1,
        List.of(
            new LeasedNodes(SMALL, Lifetime.SHORT, new Resources(1, 1, 1), 3, CHEAP),
            new LeasedNodes(LARGE, Lifetime.SHORT, new Resources(2, 2, 2), 1, DEAR)),
        NOON,
        Optional.empty(),
        closed,
        Optional.empty());
  }

  private static Instant minute(int n) {
    return NOON.plus(Duration.ofMinutes(n));
  }

  private void metacenter(int minute, long small) {
    tell(minute, Optional.of(Map.of(SMALL, small)), Optional.empty());
  }

  private void datacenter(int minute, long small) {
    tell(minute, Optional.empty(), Optional.of(Map.of(SMALL, small)));
  }

  private void tell(
      int minute,
      Optional<Map<ProfileName, Long>> metacenter,
      Optional<Map<ProfileName, Long>> datacenter) {
    told.merge(
        minute(minute),
        new Told(metacenter, datacenter),
        (a, b) -> new Told(a.metacenter().or(b::metacenter), a.datacenter().or(b::datacenter)));
  }

  private Optional<UsageEntry> settle(Lease lease, Instant now) {
    Optional<Result> result = Settlement.settle(PARTIES, lease, settled, told, now);
    result.ifPresent(
        r -> {
          settled = r.settled();
          chain.add(r.entry());
        });
    return result.map(Result::entry);
  }

  private Optional<UsageEntry> settle(int minutesLater) {
    return settle(lease(Optional.empty()), minute(minutesLater));
  }

  private static long millis(UsageEntry entry) {
    return entry.charges().stream().mapToLong(UsageEntry.Charge::chargedMillis).sum();
  }

  private void reset() {
    told.clear();
    chain.clear();
    settled = Settled.NOTHING;
  }

  @Test
  void theLowerOfBothIsCharged() {
    metacenter(0, 60_000);
    datacenter(0, 59_000);
    UsageEntry entry = settle(1).orElseThrow();
    assertThat(millis(entry)).isEqualTo(59_000);
    assertThat(entry.charged()).isEqualTo(59_000 * 3_069 / 3_600_000);
    assertThat(entry.disputed()).isFalse();
    assertThat(settle(1)).as("once").isEmpty();
  }

  @Test
  void noMoreIsChargedThanIsLeased() {
    metacenter(0, 240_000);
    datacenter(0, 240_000);
    assertThat(millis(settle(1).orElseThrow())).isEqualTo(180_000);
  }

  @Test
  void itIsWaitedForTheOtherSide() {
    metacenter(0, 60_000);
    assertThat(settle(60)).isEmpty();
    datacenter(0, 60_000);
    assertThat(millis(settle(60).orElseThrow())).isEqualTo(60_000);
  }

  @Test
  void whoTellsOfALaterMinuteHasNothingToTellOfAnEarlierOne() {
    metacenter(0, 60_000);
    metacenter(1, 60_000);
    datacenter(1, 60_000);
    UsageEntry entry = settle(2).orElseThrow();
    assertThat(millis(entry)).isEqualTo(60_000);
    assertThat(entry.from()).isEqualTo(minute(0));
    assertThat(entry.until()).isEqualTo(minute(2));
  }

  @Test
  void whatOneSideHasNotToldWithinADayCountsAsNothingAndIsDisputed() {
    datacenter(0, 60_000);
    datacenter(1, 60_000);
    assertThat(settle(24 * 60 - 1)).isEmpty();
    UsageEntry entry = settle(24 * 60 + 1).orElseThrow();
    assertThat(entry.charged()).isZero();
    assertThat(entry.disputed()).isTrue();
  }

  @Test
  void onceTheLeaseIsClosedItIsWaitedForTenMinutes() {
    metacenter(0, 30_000);
    Lease closed = lease(Optional.of(minute(1)));
    assertThat(settle(closed, minute(10))).isEmpty();
    assertThat(settle(closed, minute(11))).isPresent();
  }

  @Test
  void profilesThatAreNotLeasedCostNothing() {
    Map<ProfileName, Long> other = Map.of(ProfileName.of("other"), 60_000L);
    tell(0, Optional.of(other), Optional.of(other));
    UsageEntry entry = settle(1).orElseThrow();
    assertThat(entry.charged()).isZero();
    assertThat(entry.charges()).hasSize(2);
  }

  @Test
  void differencesOfAHundredthAndOfLookingAtOtherTimesAreNoDispute() {
    for (int i = 0; i < 600; i++) {
      metacenter(i, 60_000);
      datacenter(i, 60_590); // 0.97 %
      assertThat(settle(i + 1).orElseThrow().disputed()).as("minute %d", i).isFalse();
    }
  }

  @Test
  void whoClaimsThreeOfAHundredMoreIsFoundOut() {
    int found = -1;
    for (int i = 0; i < 60 && found < 0; i++) {
      metacenter(i, 180_000);
      datacenter(i, 185_400);
      found = settle(i + 1).orElseThrow().disputed() ? i : -1;
    }
    assertThat(found).isBetween(2, 10);
  }

  /** Both tell in any order, late, twice; it is settled at any time. */
  @Property(tries = 200)
  void everyMinuteIsChargedOnceToTheMicroDollar(@ForAll long seed) {
    reset();
    Random random = new Random(seed);
    int minutes = 1 + random.nextInt(60);
    BigInteger due = BigInteger.ZERO;
    List<Runnable> reports = new ArrayList<>();
    for (int i = 0; i < minutes; i++) {
      long m = random.nextInt(200_000);
      long d = random.nextInt(10) == 0 ? random.nextInt(200_000) : m;
      due =
          due.add(
              BigInteger.valueOf(Math.min(180_000, Math.min(m, d)))
                  .multiply(BigInteger.valueOf(CHEAP.microDollarsPerHour())));
      int minute = i;
      reports.add(() -> metacenter(minute, m));
      reports.add(() -> datacenter(minute, d));
    }
    // Each side tells in order; who is later is chance.
    int metacenter = 0;
    int datacenter = 0;
    while (metacenter < minutes || datacenter < minutes) {
      if (metacenter < minutes && (datacenter == minutes || random.nextBoolean())) {
        reports.get(2 * metacenter++).run();
      } else {
        reports.get(2 * datacenter++ + 1).run();
      }
      if (random.nextInt(4) == 0) {
        var unused = settle(minutes + 1);
        told.headMap(settled.until()).clear();
      }
      if (metacenter > 0 && random.nextInt(4) == 0) {
        reports.get(2 * random.nextInt(metacenter)).run(); // repeated
      }
    }
    var unused = settle(minutes + 1);
    assertThat(Ledger.fault(chain)).isEmpty();
    assertThat(chain.stream().mapToLong(UsageEntry::charged).sum())
        .isEqualTo(due.divide(BigInteger.valueOf(3_600_000)).longValueExact());
    assertThat(settled.until()).isEqualTo(minute(minutes));
  }

  @Property(tries = 100)
  void anyChangeOfAnEntryIsFound(@ForAll long seed) {
    reset();
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      metacenter(i, 60_000);
      datacenter(i, 60_000 - random.nextInt(100));
      assertThat(settle(i + 1)).isPresent();
    }
    assertThat(Ledger.fault(chain)).isEmpty();
    int at = random.nextInt(5);
    UsageEntry e = chain.get(at);
    List<UsageEntry> changed = new ArrayList<>(chain);
    switch (random.nextInt(4)) {
      case 0 -> changed.set(at, charging(e, e.charged() + 1));
      case 1 -> changed.set(at, Ledger.sealed(charging(e, e.charged() + 1)));
      case 2 -> changed.remove(random.nextInt(4));
      default -> Collections.swap(changed, at, (at + 1) % 5);
    }
    assertThat(Ledger.fault(changed)).isPresent();
  }

  private static UsageEntry charging(UsageEntry e, long charged) {
    return new UsageEntry(
        e.payer(),
        e.earner(),
        e.lease(),
        e.datacenter(),
        e.entry(),
        e.sequence(),
        e.from(),
        e.until(),
        e.charges(),
        charged,
        e.disputed(),
        e.previous(),
        e.hash());
  }
}
