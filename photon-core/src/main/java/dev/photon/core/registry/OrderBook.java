package dev.photon.core.registry;

import dev.photon.config.Resources;
import dev.photon.core.match.Matcher;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The offers that stand: in the store, and in memory for matching. An offer is out of the book from
 * the moment it expires. Thread-safe.
 */
final class OrderBook {
  /** The longest that an offer stands without being renewed. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private final Store store;
  private final RoleRuntime runtime;
  private final Matcher matcher;
  private final Map<DatacenterId, Offer> offers = new ConcurrentSkipListMap<>();
  private final Map<DatacenterId, Resources> pending = new ConcurrentHashMap<>();
  private final Object changing = new Object();

  OrderBook(Store store, RoleRuntime runtime, Matcher matcher) {
    this.store = store;
    this.runtime = runtime;
    this.matcher = matcher;
    List<Offer> kept =
        store.read(
            tx ->
                tx.query(
                    "SELECT body FROM offer",
                    row -> Documents.read(row.text("body"), Offer.class)));
    kept.forEach(offer -> offers.put(offer.id(), offer));
    offers.keySet().forEach(this::refresh);
  }

  /**
   * Makes or renews an offer, and takes down what its agent holds; one with an older sequence than
   * the known one changes nothing.
   */
  DatacenterInstructions put(DatacenterReport report) {
    Offer offer = report.offer();
    Instant now = runtime.now();
    OfferRules.check(offer, now);
    report.leases().forEach(OfferRules::check);
    Instant latest = now.plus(LONGEST);
    Offer bounded = offer.expires().isAfter(latest) ? until(offer, latest) : offer;
    synchronized (changing) { // so that memory sees the changes in the order of the store
      Taken taken = store.write(tx -> take(tx, bounded, report.leases(), now));
      if (taken.newest()) {
        offers.put(bounded.id(), bounded);
        pending.put(bounded.id(), taken.pending());
      }
      return taken.instructions();
    }
  }

  /** What became of a report. */
  private record Taken(boolean newest, Resources pending, DatacenterInstructions instructions) {}

  private static Taken take(Transaction tx, Offer offer, List<HeldLease> leases, Instant now) {
    boolean newest =
        tx.first(
                "SELECT sequence FROM offer WHERE datacenter = ?",
                row -> row.number("sequence"),
                offer.id().value())
            .filter(known -> known > offer.sequence())
            .isEmpty();
    if (newest) {
      save(tx, offer);
      Leases.told(tx, offer.id(), leases, now);
    }
    return new Taken(
        newest,
        LeaseTable.pending(tx, offer.id(), Optional.empty()),
        new DatacenterInstructions(LeaseTable.ended(tx, offer.id(), DatacenterReport.MOST_LEASES)));
  }

  /** Takes into account what leases have become pending, or are not any more. */
  void refresh(DatacenterId id) {
    synchronized (changing) {
      pending.put(id, store.read(tx -> LeaseTable.pending(tx, id, Optional.empty())));
    }
  }

  /** The offer of a datacenter, as stored, unless it has expired. */
  static Optional<Offer> standing(Transaction tx, DatacenterId id, Instant now) {
    return tx.first(
        "SELECT body FROM offer WHERE datacenter = ? AND expires > ?",
        row -> Documents.read(row.text("body"), Offer.class),
        id.value(),
        now.toEpochMilli());
  }

  private static void save(Transaction tx, Offer offer) {
    Datacenters.Registered registered =
        Datacenters.find(tx, offer.id())
            .orElseThrow(() -> Refusal.notFound("datacenter", offer.id()));
    if (!registered.name().equals(offer.name()) || registered.region() != offer.region()) {
      throw Refusal.invalid(
          "offer-mismatch",
          "the datacenter joined as '%s' in %s; its offers must say the same"
              .formatted(registered.name(), registered.region().text()));
    }
    tx.update(
        "INSERT INTO offer (datacenter, sequence, expires, body) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (datacenter) DO UPDATE SET sequence = excluded.sequence,"
            + " expires = excluded.expires, body = excluded.body",
        offer.id().value(),
        offer.sequence(),
        offer.expires().toEpochMilli(),
        Documents.write(offer));
  }

  private static Offer until(Offer o, Instant expires) {
    return with(o, o.capacity(), expires);
  }

  private static Offer with(Offer o, Capacity capacity, Instant expires) {
    return new Offer(
        o.id(),
        o.name(),
        o.region(),
        o.commitment(),
        o.prices(),
        capacity,
        o.sequence(),
        expires,
        o.endpoint(),
        o.simulated());
  }

  /** Takes a datacenter's offer out of the book if the work says so. */
  void withdraw(DatacenterId id, Store.Work<Boolean> work) {
    synchronized (changing) {
      if (store.write(work)) {
        offers.remove(id);
        pending.remove(id);
      }
    }
  }

  Optional<Instant> offeredUntil(DatacenterId id) {
    return Optional.ofNullable(offers.get(id))
        .map(Offer::expires)
        .filter(expires -> expires.isAfter(runtime.now()));
  }

  MatchResult match(MatchRequest request) {
    OfferRules.check(request);
    Instant now = runtime.now();
    return matcher.match(
        request,
        offers.values().stream().filter(o -> o.expires().isAfter(now)).map(this::left).toList());
  }

  /** The offer with what is free beside what is pending. */
  private Offer left(Offer offer) {
    Resources taken = pending.getOrDefault(offer.id(), Resources.NONE);
    Capacity all = offer.capacity();
    Resources free = LeaseTable.beyond(all.free(), taken);
    return taken.equals(Resources.NONE)
        ? offer
        : with(offer, new Capacity(all.total(), free, all.largestNode()), offer.expires());
  }

  /** Forgets expired offers; their sequence numbers with them. */
  void sweep() {
    Instant now = runtime.now();
    synchronized (changing) {
      if (offers.values().stream().allMatch(o -> o.expires().isAfter(now))) {
        return;
      }
      store.write(tx -> tx.update("DELETE FROM offer WHERE expires <= ?", now.toEpochMilli()));
      offers.values().removeIf(o -> !o.expires().isAfter(now));
    }
  }
}
