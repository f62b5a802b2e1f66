package dev.photon.core.registry;

import dev.photon.config.Resources;
import dev.photon.core.match.Matcher;
import dev.photon.core.match.OfferIndex;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The offers that stand: in the store, and in an index in memory for matching, which is allowed to
 * be a moment late. An offer is out of the book from the moment it expires. Thread-safe; changes of
 * different datacenters do not wait for each other, so that many of them share a commit.
 */
final class OrderBook {
  /** The longest that an offer stands without being renewed. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** How far the clocks of replicas may be apart, and a commit be late. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  private static final int PAGE = 10_000;

  private final Store store;
  private final RoleRuntime runtime;
  private final Matcher matcher;
  private final OfferIndex offers = new OfferIndex();

  /** One for some of the datacenters each: memory sees the changes of one in the store's order. */
  private final Object[] changing = new Object[1024];

  /**
   * Where there may be a lease that concerns the next offer, in a store of one process: elsewhere
   * none is looked for with each.
   */
  private final Set<DatacenterId> leased = ConcurrentHashMap.newKeySet();

  private volatile Instant caughtUp;

  OrderBook(Store store, RoleRuntime runtime, Matcher matcher) {
    this.store = store;
    this.runtime = runtime;
    this.matcher = matcher;
    this.caughtUp = runtime.now();
    Arrays.setAll(changing, i -> new Object());
    leased.addAll(store.read(LeaseTable::concerned));
    String last = "";
    for (List<Offer> page = kept(last); !page.isEmpty(); page = kept(last)) {
      page.forEach(offers::put);
      last = page.get(page.size() - 1).id().value();
    }
    leased.forEach(this::refresh);
  }

  private List<Offer> kept(String last) {
    return store.read(tx -> OfferTable.after(tx, last, PAGE));
  }

  /**
   * Makes or renews an offer, and takes down what its agent holds; one with an older sequence than
   * the known one changes nothing.
   */
  DatacenterInstructions put(DatacenterReport report) {
    Instant now = runtime.now();
    OfferRules.check(report.offer(), now);
    report.leases().forEach(OfferRules::check);
    Instant latest = now.plus(LONGEST);
    Offer offer =
        report.offer().expires().isAfter(latest)
            ? OfferTable.at(report.offer(), report.offer().sequence(), latest)
            : report.offer();
    DatacenterReport bounded = new DatacenterReport(offer, report.leases());
    synchronized (changing(offer.id())) {
      Taken taken = store.write(tx -> take(tx, bounded, now));
      taken.standing().ifPresent(s -> offers.put(s.offer(), s.pending()));
      if (taken.unconcerned()) {
        leased.remove(offer.id());
      }
      return taken.instructions();
    }
  }

  /**
   * What became of a report.
   *
   * @param standing empty if a later offer was known
   */
  private record Taken(Optional<Standing> standing, DatacenterInstructions instructions) {
    /** Whether no lease needs to be looked at until one changes. */
    boolean unconcerned() {
      return instructions.ended().isEmpty()
          && standing.filter(s -> s.pending().equals(Resources.NONE)).isPresent();
    }
  }

  private Taken take(Transaction tx, DatacenterReport report, Instant now) {
    Offer offer = report.offer();
    boolean newest = OfferTable.put(tx, offer, changed(now));
    if (newest) {
      Leases.told(tx, offer.id(), report.leases(), now);
    }
    LeaseTable.Concerns concerns =
        store.isShared() || leased.contains(offer.id())
            ? LeaseTable.concerns(tx, offer.id())
            : LeaseTable.Concerns.NONE;
    return new Taken(
        newest ? Optional.of(new Standing(offer, concerns.pending())) : Optional.empty(),
        new DatacenterInstructions(concerns.ended()));
  }

  /** When something was changed, for replicas; there are none of a store of one process. */
  private long changed(Instant now) {
    return store.isShared() ? now.toEpochMilli() : 0;
  }

  /** Notes in a transaction that leases in a datacenter have changed; {@link #refresh} follows. */
  void touch(Transaction tx, DatacenterId id) {
    if (store.isShared()) {
      OfferTable.touch(tx, id, changed(runtime.now()));
    }
  }

  /** Has matches see a datacenter as it is stored now. */
  void refresh(DatacenterId id) {
    synchronized (changing(id)) {
      leased.add(id);
      store
          .read(tx -> OfferTable.find(tx, id).map(offer -> standing(tx, offer)))
          .ifPresentOrElse(s -> offers.put(s.offer(), s.pending()), () -> offers.remove(id));
    }
  }

  /**
   * Has matches see what other replicas have changed. What they have taken out is seen when it
   * expires; a lease of it is refused until then.
   */
  void catchUp() {
    Instant now = runtime.now();
    long since = caughtUp.minus(SKEW).toEpochMilli();
    store.read(tx -> OfferTable.changedSince(tx, since)).forEach(this::refresh);
    caughtUp = now;
  }

  /** The offer of a datacenter, as stored, unless it has expired. */
  static Optional<Offer> standing(Transaction tx, DatacenterId id, Instant now) {
    return OfferTable.find(tx, id).filter(o -> o.expires().isAfter(now));
  }

  /**
   * An offer, and what leases have taken of its free capacity that its agent does not know of.
   *
   * @param offer as the agent told it
   */
  private record Standing(Offer offer, Resources pending) {}

  private static Standing standing(Transaction tx, Offer offer) {
    return new Standing(offer, LeaseTable.pending(tx, offer.id(), Optional.empty()));
  }

  private Object changing(DatacenterId id) {
    return changing[Math.floorMod(id.value().hashCode(), changing.length)];
  }

  /** Takes a datacenter's offer out of the book if the work says so. */
  void withdraw(DatacenterId id, Store.Work<Boolean> work) {
    synchronized (changing(id)) {
      if (store.write(work)) {
        offers.remove(id);
      }
    }
  }

  Optional<Instant> offeredUntil(DatacenterId id) {
    return offers.find(id).map(Offer::expires).filter(expires -> expires.isAfter(runtime.now()));
  }

  MatchResult match(MatchRequest request) {
    OfferRules.check(request);
    return matcher.match(request, offers.at(runtime.now()));
  }

  /** Forgets expired offers; their sequence numbers with them. */
  void sweep() {
    Instant now = runtime.now();
    if (offers.expire(now) > 0) {
      store.write(tx -> OfferTable.deleteExpired(tx, now));
    }
  }
}
