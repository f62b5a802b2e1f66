package dev.photon.core.registry;

import dev.photon.config.ProfileName;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.core.usage.Settlement.Settled;
import dev.photon.core.usage.Settlement.Told;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was reported, and the ledger, as rows. All methods run within a transaction. */
final class UsageTable {
  private UsageTable() {}

  /** Who has counted. */
  enum Side {
    METACENTER,
    DATACENTER
  }

  /** Takes down what one side tells of a minute, unless it has told of it, or it is settled. */
  static void report(Transaction tx, Side side, LeaseUse use) {
    if (use.minute().getEpochSecond() < settledUntil(tx, use.lease())) {
      return;
    }
    tx.update(
        "INSERT INTO usage_report (deployment, epoch, minute, side, body) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        use.lease().deployment().value(),
        use.lease().epoch(),
        use.minute().getEpochSecond(),
        side.name(),
        Documents.write(use));
  }

  /** Leases of which something was told that is not settled, behind one. */
  static List<LeaseId> unsettled(Transaction tx, Optional<LeaseId> after, int most) {
    String deployment = after.map(id -> id.deployment().value()).orElse("");
    long epoch = after.map(LeaseId::epoch).orElse(0L);
    return tx.query(
        "SELECT DISTINCT deployment, epoch FROM usage_report"
            + " WHERE deployment > ? OR (deployment = ? AND epoch > ?)"
            + " ORDER BY deployment, epoch LIMIT "
            + most,
        LeaseTable::id,
        deployment,
        deployment,
        epoch);
  }

  /** All that was told of a lease and is not settled. */
  static SortedMap<Instant, Told> told(Transaction tx, LeaseId id) {
    SortedMap<Instant, Told> told = new TreeMap<>();
    tx.query(
            "SELECT side, body FROM usage_report WHERE deployment = ? AND epoch = ?",
            row ->
                Map.entry(
                    Side.valueOf(row.text("side")),
                    Documents.read(row.text("body"), LeaseUse.class)),
            id.deployment().value(),
            id.epoch())
        .forEach(
            e -> told.merge(e.getValue().minute(), of(e.getKey(), e.getValue()), UsageTable::both));
    return told;
  }

  private static Told of(Side side, LeaseUse use) {
    Optional<Map<ProfileName, Long>> counted = Optional.of(use.nodeMillis());
    return side == Side.METACENTER
        ? new Told(counted, Optional.empty())
        : new Told(Optional.empty(), counted);
  }

  private static Told both(Told a, Told b) {
    return new Told(a.metacenter().or(b::metacenter), a.datacenter().or(b::datacenter));
  }

  static Settled settled(Transaction tx, LeaseId id) {
    return tx.first(
            "SELECT body FROM usage_settled WHERE deployment = ? AND epoch = ?",
            row -> Documents.read(row.text("body"), Settled.class),
            id.deployment().value(),
            id.epoch())
        .orElse(Settled.NOTHING);
  }

  /** Alone, of the many that are asked with each report. */
  private static long settledUntil(Transaction tx, LeaseId id) {
    return tx.first(
            "SELECT until FROM usage_settled WHERE deployment = ? AND epoch = ?",
            row -> row.number("until"),
            id.deployment().value(),
            id.epoch())
        .orElse(0L);
  }

  /** Appends an entry, and forgets what it was made of. */
  static void append(Transaction tx, UsageEntry entry, Settled settled) {
    String deployment = entry.lease().deployment().value();
    long epoch = entry.lease().epoch();
    tx.update(
        "INSERT INTO usage_entry (deployment, epoch, sequence, payer, earner, since, till, body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        deployment,
        epoch,
        entry.sequence(),
        entry.payer().value(),
        entry.earner().value(),
        entry.from().getEpochSecond(),
        entry.until().getEpochSecond(),
        Documents.write(entry));
    tx.update(
        "INSERT INTO usage_settled (deployment, epoch, until, body) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (deployment, epoch) DO UPDATE SET until = excluded.until,"
            + " body = excluded.body",
        deployment,
        epoch,
        settled.until().getEpochSecond(),
        Documents.write(settled));
    tx.update(
        "DELETE FROM usage_report WHERE deployment = ? AND epoch = ? AND minute < ?",
        deployment,
        epoch,
        settled.until().getEpochSecond());
  }

  /** Entries that an account pays or earns. */
  static List<UsageEntry> list(Transaction tx, AccountId account, UsageQuery query) {
    Optional<UsageQuery.Position> after = query.after();
    String deployment = after.map(p -> p.lease().deployment().value()).orElse("");
    long epoch = after.map(p -> p.lease().epoch()).orElse(0L);
    long sequence = after.map(UsageQuery.Position::sequence).orElse(0L);
    return tx.query(
        "SELECT body FROM usage_entry WHERE (payer = ? OR earner = ?) AND till > ? AND since < ?"
            + " AND (deployment > ? OR (deployment = ? AND"
            + " (epoch > ? OR (epoch = ? AND sequence > ?))))"
            + " ORDER BY deployment, epoch, sequence LIMIT "
            + RegistryApi.MOST_LISTED,
        UsageTable::entry,
        account.value(),
        account.value(),
        query.from().getEpochSecond(),
        query.until().getEpochSecond(),
        deployment,
        deployment,
        epoch,
        epoch,
        sequence);
  }

  private static UsageEntry entry(Row row) {
    return Documents.read(row.text("body"), UsageEntry.class);
  }
}
