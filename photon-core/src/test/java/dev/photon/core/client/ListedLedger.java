package dev.photon.core.client;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.core.usage.Ledger;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageEntry.Charge;
import dev.photon.spi.api.UsageQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A ledger as a registry lists it, a few entries a page; a test may write it anew. */
final class ListedLedger {
  private static final int PAGE = 3;
  private static final Instant BEGIN = Instant.parse("2026-11-25T10:00:00Z");

  /** By lease, in order. */
  final Map<LeaseId, List<UsageEntry>> chains = new TreeMap<>();

  /** How many pages were asked for. */
  int asked;

  static LeaseId lease(int epoch) {
    return new LeaseId(new DeploymentId("shop-1"), epoch);
  }

  /** Adds entries to a lease, each a minute long. */
  ListedLedger add(LeaseId lease, int entries) {
    List<UsageEntry> chain = chains.computeIfAbsent(lease, l -> new ArrayList<>());
    for (int i = 0; i < entries; i++) {
      chain.add(next(lease, chain, 60_000));
    }
    return this;
  }

  /** Has an entry charge something else, and writes all behind it anew, as the registry could. */
  void rewrite(LeaseId lease, int sequence, long millis) {
    List<UsageEntry> old = List.copyOf(chains.getOrDefault(lease, List.of()));
    List<UsageEntry> chain = new ArrayList<>(old.subList(0, sequence - 1));
    for (int i = sequence; i <= old.size(); i++) {
      chain.add(next(lease, chain, i == sequence ? millis : 60_000));
    }
    chains.put(lease, chain);
  }

  /** At 3.60 dollars an hour, so that each millisecond costs a micro-dollar. */
  private static UsageEntry next(LeaseId lease, List<UsageEntry> chain, long millis) {
    long sequence = chain.size() + 1L;
    var charge = new Charge(new ProfileName("small"), new Price(3_600_000), millis, millis, millis);
    Instant from = BEGIN.plusSeconds(60 * sequence);
    String previous = chain.isEmpty() ? UsageEntry.NONE : chain.get(chain.size() - 1).hash();
    UsageEntry entry = entry(lease, sequence, from, charge, previous, UsageEntry.NONE);
    return entry(lease, sequence, from, charge, previous, Ledger.hash(entry));
  }

  private static UsageEntry entry(
      LeaseId lease, long sequence, Instant from, Charge charge, String previous, String hash) {
    return new UsageEntry(
        new AccountId("ada"),
        new AccountId("bob"),
        lease,
        new DatacenterId("west-1"),
        new DatacenterName("coast"),
        sequence,
        from,
        from.plusSeconds(60),
        List.of(charge),
        charge.chargedMillis(),
        false,
        previous,
        hash);
  }

  List<UsageEntry> page(UsageQuery query) {
    asked++;
    return chains.values().stream()
        .flatMap(List::stream)
        .filter(e -> e.until().isAfter(query.from()) && e.from().isBefore(query.until()))
        .filter(e -> query.after().isEmpty() || isBehind(e, query.after().get()))
        .limit(PAGE)
        .toList();
  }

  private static boolean isBehind(UsageEntry entry, UsageQuery.Position after) {
    int order = entry.lease().compareTo(after.lease());
    return order > 0 || (order == 0 && entry.sequence() > after.sequence());
  }

  /** All of it, from the first page. */
  LedgerPages pages() {
    return new LedgerPages(UsageQuery.ALL, this::page);
  }
}
