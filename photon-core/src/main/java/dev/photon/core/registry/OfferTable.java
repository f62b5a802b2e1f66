package dev.photon.core.registry;

import dev.photon.config.Region;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Offer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Offers, as rows. The body is the offer without its time, so that one that is only renewed is
 * written in two numbers. All methods run within a transaction of their caller.
 */
final class OfferTable {
  private static final String COLUMNS = "SELECT datacenter, sequence, expires, body FROM offer";

  private OfferTable() {}

  /**
   * Makes or renews an offer.
   *
   * @param changed when, for other replicas
   * @return false if a later one is known
   */
  static boolean put(Transaction tx, Offer offer, long changed) {
    Joined joined =
        tx.first(
                "SELECT datacenter.name, datacenter.region, COALESCE(sequence, -1) AS sequence, body"
                    + " FROM datacenter LEFT JOIN offer ON offer.datacenter = datacenter.id"
                    + " WHERE datacenter.id = ?",
                Joined::of,
                offer.id().value())
            .orElseThrow(() -> Refusal.notFound("datacenter", offer.id()));
    if (joined.sequence() > offer.sequence()) {
      return false;
    }
    if (!joined.name().equals(offer.name()) || joined.region() != offer.region()) {
      throw Refusal.invalid(
          "offer-mismatch",
          "the datacenter joined as '%s' in %s; its offers must say the same"
              .formatted(joined.name(), joined.region().text()));
    }
    String body = Documents.write(at(offer, 0, Instant.EPOCH));
    if (joined.body().equals(Optional.of(body))) {
      tx.update(
          "UPDATE offer SET sequence = ?, expires = ?, changed = ? WHERE datacenter = ?",
          offer.sequence(),
          offer.expires().toEpochMilli(),
          changed,
          offer.id().value());
    } else {
      tx.update(
          "INSERT INTO offer (datacenter, sequence, expires, body, changed) VALUES (?, ?, ?, ?, ?)"
              + " ON CONFLICT (datacenter) DO UPDATE SET sequence = excluded.sequence,"
              + " expires = excluded.expires, body = excluded.body, changed = excluded.changed",
          offer.id().value(),
          offer.sequence(),
          offer.expires().toEpochMilli(),
          body,
          changed);
    }
    return true;
  }

  /** A datacenter, and its offer if it has one; the sequence is -1 if not. */
  private record Joined(String name, Region region, long sequence, Optional<String> body) {
    static Joined of(Row row) {
      return new Joined(
          row.text("name"),
          Region.valueOf(row.text("region")),
          row.number("sequence"),
          row.textIfAny("body"));
    }
  }

  /** The offer of a datacenter, expired or not. */
  static Optional<Offer> find(Transaction tx, DatacenterId id) {
    return tx.first(COLUMNS + " WHERE datacenter = ?", OfferTable::offer, id.value());
  }

  /** Some offers in the order of their datacenters' ids, those behind one. */
  static List<Offer> after(Transaction tx, String last, int most) {
    return tx.query(
        COLUMNS + " WHERE datacenter > ? ORDER BY datacenter LIMIT " + most,
        OfferTable::offer,
        last);
  }

  /** Notes that what is pending in a datacenter has changed. */
  static void touch(Transaction tx, DatacenterId id, long changed) {
    tx.update("UPDATE offer SET changed = ? WHERE datacenter = ?", changed, id.value());
  }

  /** Which offers were changed at that time or later. */
  static List<DatacenterId> changedSince(Transaction tx, long since) {
    return tx.query(
        "SELECT datacenter FROM offer WHERE changed >= ?",
        row -> new DatacenterId(row.text("datacenter")),
        since);
  }

  static int deleteExpired(Transaction tx, Instant now) {
    return tx.update("DELETE FROM offer WHERE expires <= ?", now.toEpochMilli());
  }

  private static Offer offer(Row row) {
    return at(
        Documents.read(row.text("body"), Offer.class),
        row.number("sequence"),
        Instant.ofEpochMilli(row.number("expires")));
  }

  static Offer at(Offer o, long sequence, Instant expires) {
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
}
