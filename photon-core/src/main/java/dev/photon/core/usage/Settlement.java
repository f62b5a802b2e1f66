package dev.photon.core.usage;

import dev.photon.config.ProfileName;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes an entry of the ledger of what both sides have told. Minute by minute and profile by
 * profile the lower of the two is charged, and no more than is leased. Pure.
 */
public final class Settlement {
  /** How long is waited for a side that tells nothing. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  /** The same once the lease is closed. */
  private static final Duration PATIENCE_AFTER_CLOSE = Duration.ofMinutes(10);

  /** By how much both sides may differ for each leased node, because they look at other times. */
  private static final long SLACK_MILLIS = 5_000;

  private Settlement() {}

  /**
   * How far a lease is settled.
   *
   * @param sequence of the last entry; 0 before the first
   * @param hash of the last entry
   * @param until its end; nothing earlier is taken any more
   * @param rest what was less than a micro-dollar, times the milliseconds of an hour
   * @param metacenterMillis all that the metacenter has counted
   * @param datacenterMillis all that the datacenter has counted
   */
  public record Settled(
      long sequence,
      String hash,
      Instant until,
      BigInteger rest,
      long metacenterMillis,
      long datacenterMillis) {
    /** Of a lease without an entry. */
    public static final Settled NOTHING =
        new Settled(0, UsageEntry.NONE, Instant.EPOCH, BigInteger.ZERO, 0, 0);
  }

  /** What both sides have told of a minute; empty for one that has told nothing (yet). */
  public record Told(
      Optional<Map<ProfileName, Long>> metacenter, Optional<Map<ProfileName, Long>> datacenter) {}

  /** Who pays whom. */
  public record Parties(AccountId payer, AccountId earner) {}

  /** An entry, and how far the lease is settled with it. */
  public record Result(UsageEntry entry, Settled settled) {}

  /**
   * Settles as many minutes as can be, in order: those of which both sides have told. A side that
   * has told of a later minute had nothing to tell of an earlier one; for another one it is waited
   * for a day, or for ten minutes once the lease is closed.
   *
   * @param told by minute
   */
  public static Optional<Result> settle(
      Parties parties, Lease lease, Settled before, SortedMap<Instant, Told> told, Instant now) {
    SortedMap<Instant, Told> ripe = ripe(lease, told.tailMap(before.until()), now);
    if (ripe.isEmpty()) {
      return Optional.empty();
    }
    List<Charge> charges = new ArrayList<>();
    long metacenter = before.metacenterMillis();
    long datacenter = before.datacenterMillis();
    for (LeasedNodes leased : byName(lease)) {
      Charge charge = charge(leased, ripe);
      metacenter += charge.metacenterMillis();
      datacenter += charge.datacenterMillis();
      charges.add(charge);
    }
    BigInteger[] charged = Ledger.charged(charges, before.rest());
    UsageEntry open =
        new UsageEntry(
            parties.payer(),
            parties.earner(),
            lease.id(),
            lease.datacenter(),
            lease.entry(),
            before.sequence() + 1,
            ripe.firstKey(),
            ripe.lastKey().plus(LeaseUse.MINUTE),
            charges,
            charged[0].longValueExact(),
            isDisputed(metacenter, datacenter, lease),
            before.hash(),
            UsageEntry.NONE);
    UsageEntry entry = Ledger.sealed(open);
    return Optional.of(
        new Result(
            entry,
            new Settled(
                entry.sequence(),
                entry.hash(),
                entry.until(),
                charged[1],
                metacenter,
                datacenter)));
  }

  private static List<LeasedNodes> byName(Lease lease) {
    SortedMap<ProfileName, LeasedNodes> byName = new TreeMap<>();
    lease.nodes().forEach(n -> byName.put(n.profile(), n));
    return List.copyOf(byName.values());
  }

  private static SortedMap<Instant, Told> ripe(
      Lease lease, SortedMap<Instant, Told> told, Instant now) {
    Instant metacenter = Instant.MIN;
    Instant datacenter = Instant.MIN;
    for (Map.Entry<Instant, Told> minute : told.entrySet()) {
      metacenter = minute.getValue().metacenter().isPresent() ? minute.getKey() : metacenter;
      datacenter = minute.getValue().datacenter().isPresent() ? minute.getKey() : datacenter;
    }
    boolean over =
        lease.closed().filter(at -> !now.isBefore(at.plus(PATIENCE_AFTER_CLOSE))).isPresent();
    SortedMap<Instant, Told> ripe = new TreeMap<>();
    for (Map.Entry<Instant, Told> each : told.entrySet()) {
      Instant minute = each.getKey();
      Told of = each.getValue();
      boolean waited = over || !now.isBefore(minute.plus(PATIENCE));
      boolean complete =
          (of.metacenter().isPresent() || metacenter.isAfter(minute))
              && (of.datacenter().isPresent() || datacenter.isAfter(minute));
      if (!complete && !waited && !isNothing(of)) {
        return ripe;
      }
      ripe.put(minute, of);
    }
    return ripe;
  }

  private static boolean isNothing(Told told) {
    return told.metacenter().or(told::datacenter).orElse(Map.of()).values().stream()
        .allMatch(millis -> millis == 0);
  }

  private static Charge charge(LeasedNodes leased, SortedMap<Instant, Told> minutes) {
    long metacenter = 0;
    long datacenter = 0;
    long charged = 0;
    long most = leased.nodes() * LeaseUse.MINUTE.toMillis();
    for (Told told : minutes.values()) {
      long m = of(told.metacenter(), leased.profile());
      long d = of(told.datacenter(), leased.profile());
      metacenter += m;
      datacenter += d;
      charged += Math.min(most, Math.min(m, d));
    }
    return new Charge(leased.profile(), leased.price(), metacenter, datacenter, charged);
  }

  private static long of(Optional<Map<ProfileName, Long>> side, ProfileName profile) {
    return side.map(counted -> counted.getOrDefault(profile, 0L)).orElse(0L);
  }

  private static boolean isDisputed(long metacenter, long datacenter, Lease lease) {
    long nodes = lease.nodes().stream().mapToLong(LeasedNodes::nodes).sum();
    long apart = Math.abs(metacenter - datacenter);
    return apart > Math.max(metacenter, datacenter) / 100 + nodes * SLACK_MILLIS;
  }
}
