package dev.photon.core.registry;

import dev.photon.core.match.Matcher;
import dev.photon.core.match.OfferIndex;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The offers that stand: in the store, and in an index in memory for matching. An offer is out of
 * the book from the moment it expires. Thread-safe; changes of different datacenters do not wait
 * for each other, so that many of them share a commit.
 */
final class OrderBook {
  /** The longest that an offer stands without being renewed. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  private static final int PAGE = 10_000;

  private final Store store;
  private final RoleRuntime runtime;
  private final Matcher matcher;
  private final OfferIndex offers = new OfferIndex();

  /** One for some of the datacenters each: memory sees the changes of one in the store's order. */
  private final Object[] changing = new Object[1024];

  OrderBook(Store store, RoleRuntime runtime, Matcher matcher) {
    this.store = store;
    this.runtime = runtime;
    this.matcher = matcher;
    Arrays.setAll(changing, i -> new Object());
    String last = "";
    for (List<Offer> page = kept(last); !page.isEmpty(); page = kept(last)) {
      page.forEach(offers::put);
      last = page.get(page.size() - 1).id().value();
    }
  }

  /** Some of the offers in the store, those behind an id. */
  private List<Offer> kept(String last) {
    return store.read(
        tx ->
            tx.query(
                "SELECT sequence, expires, body FROM offer WHERE datacenter > ?"
                    + " ORDER BY datacenter LIMIT "
                    + PAGE,
                OrderBook::kept,
                last));
  }

  private static Offer kept(Row row) {
    Offer offer = Documents.read(row.text("body"), Offer.class);
    return offer.sequence() == row.number("sequence")
        ? offer
        : until(offer, row.number("sequence"), Instant.ofEpochMilli(row.number("expires")));
  }

  /** Makes or renews an offer; one with an older sequence than the known one changes nothing. */
  void put(Offer offer) {
    Instant now = runtime.now();
    OfferRules.check(offer, now);
    Instant latest = now.plus(LONGEST);
    Offer bounded =
        offer.expires().isAfter(latest) ? until(offer, offer.sequence(), latest) : offer;
    synchronized (changing(offer.id())) {
      Optional<Offer> known = offers.find(offer.id());
      if (known.filter(k -> k.sequence() > offer.sequence()).isPresent()) {
        return;
      }
      boolean isKnown =
          known
              .filter(k -> k.name().equals(offer.name()) && k.region() == offer.region())
              .isPresent();
      boolean isRenewed = known.filter(k -> isRenewedBy(k, bounded)).isPresent();
      store.write(
          tx ->
              (isRenewed ? renew(tx, bounded) : isKnown && replace(tx, bounded))
                  || save(tx, bounded) > 0);
      offers.put(bounded);
    }
  }

  private Object changing(DatacenterId id) {
    return changing[Math.floorMod(id.value().hashCode(), changing.length)];
  }

  /** Whether nothing but its time has changed. */
  private static boolean isRenewedBy(Offer known, Offer offer) {
    return known.sequence() < offer.sequence()
        && until(known, offer.sequence(), offer.expires()).equals(offer);
  }

  /** Leaves the body as it is: the columns tell the sequence and the expiry that count. */
  private static boolean renew(Transaction tx, Offer offer) {
    return tx.update(
            "UPDATE offer SET sequence = ?, expires = ? WHERE datacenter = ?",
            offer.sequence(),
            offer.expires().toEpochMilli(),
            offer.id().value())
        > 0;
  }

  /** Of a datacenter whose name and region have been looked at before. */
  private static boolean replace(Transaction tx, Offer offer) {
    return tx.update(
            "UPDATE offer SET sequence = ?, expires = ?, body = ? WHERE datacenter = ?",
            offer.sequence(),
            offer.expires().toEpochMilli(),
            Documents.write(offer),
            offer.id().value())
        > 0;
  }

  private static int save(Transaction tx, Offer offer) {
    Datacenters.Registered registered =
        Datacenters.find(tx, offer.id())
            .orElseThrow(() -> Refusal.notFound("datacenter", offer.id()));
    if (!registered.name().equals(offer.name()) || registered.region() != offer.region()) {
      throw Refusal.invalid(
          "offer-mismatch",
          "the datacenter joined as '%s' in %s; its offers must say the same"
              .formatted(registered.name(), registered.region().text()));
    }
    return tx.update(
        "INSERT INTO offer (datacenter, sequence, expires, body) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (datacenter) DO UPDATE SET sequence = excluded.sequence,"
            + " expires = excluded.expires, body = excluded.body",
        offer.id().value(),
        offer.sequence(),
        offer.expires().toEpochMilli(),
        Documents.write(offer));
  }

  private static Offer until(Offer o, long sequence, Instant expires) {
    return new Offer(
        o.id(),
        o.name(),
        o.region(),
        o.commitment(),
        o.prices(),
        o.capacity(),
        sequence,
        expires,
        o.endpoint(),
        o.simulated());
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
      store.write(tx -> tx.update("DELETE FROM offer WHERE expires <= ?", now.toEpochMilli()));
    }
  }
}
