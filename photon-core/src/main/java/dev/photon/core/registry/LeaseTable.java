package dev.photon.core.registry;

import dev.photon.config.Resources;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.RegistryApi;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Leases, as rows. All methods run within a transaction of their caller. */
final class LeaseTable {
  private LeaseTable() {}

  /**
   * A lease as stored.
   *
   * @param account of the deployment
   * @param earner the account of the datacenter
   * @param held what the agent holds by what it has told; empty if it holds nothing for it
   * @param key of the last call that changed it
   */
  record Stored(
      Lease lease, AccountId account, AccountId earner, Optional<Resources> held, String key) {

    /** What is reserved beyond what the agent's offer takes into account. */
    Resources pending() {
      if (lease.state() == Lease.State.CLOSED) {
        return Resources.NONE;
      }
      return lease.reserved().less(held.orElse(Resources.NONE));
    }

    Stored with(Lease changed) {
      return new Stored(changed, account, earner, held, key);
    }
  }

  static Optional<Stored> find(Transaction tx, LeaseId id) {
    return tx.first(
        "SELECT * FROM lease WHERE deployment = ? AND epoch = ?",
        LeaseTable::stored,
        id.deployment().value(),
        id.epoch());
  }

  static void put(Transaction tx, Stored stored) {
    Lease lease = stored.lease();
    Resources held = stored.held().orElse(Resources.NONE);
    Resources pending = stored.pending();
    tx.update(
        "INSERT INTO lease (deployment, epoch, account, earner, datacenter, state, until, held, held_cpu,"
            + " held_memory, held_disk, pending, pending_cpu, pending_memory, pending_disk,"
            + " request_key, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (deployment, epoch) DO UPDATE SET state = excluded.state,"
            + " until = excluded.until, held = excluded.held, held_cpu = excluded.held_cpu,"
            + " held_memory = excluded.held_memory, held_disk = excluded.held_disk,"
            + " pending = excluded.pending, pending_cpu = excluded.pending_cpu,"
            + " pending_memory = excluded.pending_memory, pending_disk = excluded.pending_disk,"
            + " request_key = excluded.request_key, body = excluded.body",
        lease.id().deployment().value(),
        lease.id().epoch(),
        stored.account().value(),
        stored.earner().value(),
        lease.datacenter().value(),
        lease.state().name(),
        lease.until().map(Instant::toEpochMilli),
        stored.held().isPresent() ? 1 : 0,
        held.milliCpu(),
        held.memoryBytes(),
        held.diskBytes(),
        pending.equals(Resources.NONE) ? 0 : 1,
        pending.milliCpu(),
        pending.memoryBytes(),
        pending.diskBytes(),
        stored.key(),
        Documents.write(lease));
  }

  /** What is pending in a datacenter, but for one lease. */
  static Resources pending(Transaction tx, DatacenterId datacenter, Optional<LeaseId> except) {
    return tx.first(
            "SELECT COALESCE(SUM(pending_cpu), 0) AS cpu,"
                + " COALESCE(SUM(pending_memory), 0) AS memory,"
                + " COALESCE(SUM(pending_disk), 0) AS disk FROM lease"
                + " WHERE datacenter = ? AND pending = 1 AND NOT (deployment = ? AND epoch = ?)",
            row -> new Resources(row.number("cpu"), row.number("memory"), row.number("disk")),
            datacenter.value(),
            except.map(id -> id.deployment().value()).orElse(""),
            except.map(LeaseId::epoch).orElse(0L))
        .orElse(Resources.NONE);
  }

  /**
   * What of a datacenter's leases concerns its agent's next offer.
   *
   * @param pending all that is pending
   * @param ended closed, and held by what the agent has told; at most as many as it tells of
   */
  record Concerns(Resources pending, Set<LeaseId> ended) {
    static final Concerns NONE = new Concerns(Resources.NONE, Set.of());
  }

  /** Datacenters whose next offer leases concern. */
  static List<DatacenterId> concerned(Transaction tx) {
    return tx.query(
        "SELECT DISTINCT datacenter FROM lease"
            + " WHERE pending = 1 OR (state = 'CLOSED' AND held = 1)",
        row -> new DatacenterId(row.text("datacenter")));
  }

  static Concerns concerns(Transaction tx, DatacenterId datacenter) {
    return new Concerns(
        pending(tx, datacenter, Optional.empty()),
        ended(tx, datacenter, DatacenterReport.MOST_LEASES));
  }

  /** How many leases of a deployment are not closed. */
  static long open(Transaction tx, DeploymentId deployment) {
    return tx.first(
            "SELECT COUNT(*) AS n FROM lease WHERE deployment = ? AND state <> 'CLOSED'",
            row -> row.number("n"),
            deployment.value())
        .orElse(0L);
  }

  /** The leases of a deployment that are not closed. */
  static List<Stored> of(Transaction tx, DeploymentId deployment) {
    return tx.query(
        "SELECT * FROM lease WHERE deployment = ? AND state <> 'CLOSED' ORDER BY epoch",
        LeaseTable::stored,
        deployment.value());
  }

  /** The leases in a datacenter that are not closed. */
  static List<Stored> in(Transaction tx, DatacenterId datacenter) {
    return tx.query(
        "SELECT * FROM lease WHERE datacenter = ? AND state IN ('OPEN', 'ACTIVE')"
            + " ORDER BY deployment, epoch",
        LeaseTable::stored,
        datacenter.value());
  }

  /** Those that are closed and that the agent holds by what it has told. */
  private static Set<LeaseId> ended(Transaction tx, DatacenterId datacenter, int most) {
    return new TreeSet<>(
        tx.query(
            "SELECT deployment, epoch FROM lease"
                + " WHERE datacenter = ? AND state = 'CLOSED' AND held = 1"
                + " ORDER BY deployment, epoch LIMIT "
                + most,
            LeaseTable::id,
            datacenter.value()));
  }

  /** Open leases that their datacenter should have taken up by then. */
  static List<Stored> overdue(Transaction tx, Instant now, int most) {
    return tx.query(
        "SELECT * FROM lease WHERE state = 'OPEN' AND until <= ? ORDER BY until LIMIT " + most,
        LeaseTable::stored,
        now.toEpochMilli());
  }

  /** Not closed, of the account's deployments and in its datacenters, after one. */
  static List<Lease> list(Transaction tx, AccountId account, Optional<LeaseId> after) {
    String deployment = after.map(id -> id.deployment().value()).orElse("");
    long epoch = after.map(LeaseId::epoch).orElse(0L);
    return tx.query(
        "SELECT body FROM lease WHERE state <> 'CLOSED'"
            + " AND (account = ? OR datacenter IN (SELECT id FROM datacenter WHERE account = ?))"
            + " AND (deployment > ? OR (deployment = ? AND epoch > ?))"
            + " ORDER BY deployment, epoch LIMIT "
            + RegistryApi.MOST_LISTED,
        row -> Documents.read(row.text("body"), Lease.class),
        account.value(),
        account.value(),
        deployment,
        deployment,
        epoch);
  }

  /** The lease that a row is about. */
  static LeaseId id(Row row) {
    return new LeaseId(new DeploymentId(row.text("deployment")), row.number("epoch"));
  }

  private static Stored stored(Row row) {
    Optional<Resources> held =
        row.number("held") == 0
            ? Optional.empty()
            : Optional.of(
                new Resources(
                    row.number("held_cpu"), row.number("held_memory"), row.number("held_disk")));
    return new Stored(
        Documents.read(row.text("body"), Lease.class),
        new AccountId(row.text("account")),
        new AccountId(row.text("earner")),
        held,
        row.text("request_key"));
  }
}
