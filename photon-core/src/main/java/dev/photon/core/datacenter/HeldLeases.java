package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The leases that parts go by, as rows. All methods run within a transaction of their caller. */
final class HeldLeases {
  private HeldLeases() {}

  /**
   * What the registry has yet to hear of.
   *
   * @param change of the lease that it will have heard of then
   */
  record Untold(HeldLease lease, long change) {}

  /** A lease as the registry told it; empty if it is over, or was never held. */
  static Optional<Lease> find(Transaction tx, LeaseId id) {
    return tx.first(
        "SELECT body FROM lease WHERE deployment = ? AND epoch = ? AND over = 0",
        row -> Documents.read(row.text("body"), Lease.class),
        id.deployment().value(),
        id.epoch());
  }

  /** The leases that are held, each with how often it has changed. */
  static Map<LeaseId, Long> changes(Transaction tx) {
    Map<LeaseId, Long> changes = new TreeMap<>();
    tx.query(
            "SELECT deployment, epoch, change FROM lease WHERE over = 0",
            row -> Map.entry(id(row), row.number("change")))
        .forEach(e -> changes.put(e.getKey(), e.getValue()));
    return changes;
  }

  /** Holds so much for a lease; any other of its deployment is over. */
  static void hold(Transaction tx, Lease lease, Resources held) {
    String deployment = lease.id().deployment().value();
    String body = Documents.write(lease);
    end(tx, "deployment = ? AND epoch <> ?", deployment, lease.id().epoch());
    tx.update(
        "INSERT INTO lease (deployment, epoch, over, change, untold, milli_cpu, memory_bytes,"
            + " disk_bytes, body) VALUES (?, ?, 0, 1, 1, ?, ?, ?, ?)"
            + " ON CONFLICT (deployment, epoch) DO UPDATE SET over = 0, change = lease.change + 1,"
            + " untold = 1, milli_cpu = excluded.milli_cpu, memory_bytes = excluded.memory_bytes,"
            + " disk_bytes = excluded.disk_bytes, body = excluded.body"
            + " WHERE lease.over <> 0 OR lease.body <> excluded.body"
            + " OR lease.milli_cpu <> excluded.milli_cpu"
            + " OR lease.memory_bytes <> excluded.memory_bytes"
            + " OR lease.disk_bytes <> excluded.disk_bytes",
        deployment,
        lease.id().epoch(),
        held.milliCpu(),
        held.memoryBytes(),
        held.diskBytes(),
        body);
  }

  /** Nothing of a deployment is left. */
  static void over(Transaction tx, DeploymentId deployment) {
    end(tx, "deployment = ?", deployment.value());
  }

  /** Nothing is here of a lease, whatever the registry was told. */
  static void gone(Transaction tx, LeaseId id) {
    tx.update(
        "INSERT INTO lease (deployment, epoch, over, change, untold, milli_cpu, memory_bytes,"
            + " disk_bytes, body) VALUES (?, ?, 1, 1, 1, 0, 0, 0, '') ON CONFLICT DO NOTHING",
        id.deployment().value(),
        id.epoch());
  }

  private static void end(Transaction tx, String which, Object... args) {
    tx.update(
        "UPDATE lease SET over = 1, change = change + 1, untold = 1, milli_cpu = 0,"
            + " memory_bytes = 0, disk_bytes = 0 WHERE over = 0 AND "
            + which,
        args);
  }

  static List<Untold> untold(Transaction tx, int most) {
    return tx.query(
        "SELECT * FROM lease WHERE untold = 1 ORDER BY deployment, epoch LIMIT " + most,
        row ->
            new Untold(
                new HeldLease(
                    id(row),
                    new Resources(
                        row.number("milli_cpu"),
                        row.number("memory_bytes"),
                        row.number("disk_bytes")),
                    row.number("over") != 0),
                row.number("change")));
  }

  private static LeaseId id(Row row) {
    return new LeaseId(new DeploymentId(row.text("deployment")), row.number("epoch"));
  }

  /** The registry has heard of these; what is over is forgotten. */
  static void told(Transaction tx, List<Untold> heard) {
    for (Untold each : heard) {
      LeaseId id = each.lease().id();
      tx.update(
          "UPDATE lease SET untold = 0 WHERE deployment = ? AND epoch = ? AND change = ?",
          id.deployment().value(),
          id.epoch(),
          each.change());
      tx.update(
          "DELETE FROM lease WHERE deployment = ? AND epoch = ? AND over = 1 AND untold = 0",
          id.deployment().value(),
          id.epoch());
    }
  }

  /** All are told again: who comes back from a backup does not know what it was told since. */
  static void tellAgain(Transaction tx) {
    tx.update("UPDATE lease SET untold = 1");
  }
}
