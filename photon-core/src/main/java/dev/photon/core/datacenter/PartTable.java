package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.datacenter.PartRow.Phase;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.RequestKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The parts of deployments, as rows. All methods run within a transaction of their caller. */
final class PartTable {
  /** How many idempotency keys of a deployment are remembered. */
  private static final int REMEMBERED = 64;

  private PartTable() {}

  static Optional<PartRow> find(Transaction tx, DeploymentId id) {
    return tx.first("SELECT * FROM part WHERE deployment = ?", PartTable::row, id.value());
  }

  /** The change counts of all parts that are not over. */
  static Map<DeploymentId, Long> changes(Transaction tx) {
    Map<DeploymentId, Long> changes = new TreeMap<>();
    tx.query(
            "SELECT deployment, change FROM part WHERE phase <> 'DELETED' ORDER BY deployment",
            row -> Map.entry(new DeploymentId(row.text("deployment")), row.number("change")))
        .forEach(e -> changes.put(e.getKey(), e.getValue()));
    return changes;
  }

  /** Stores an active part in place of what was known of it. */
  static void put(Transaction tx, DesiredDeployment desired, Resources reserved) {
    tx.update(
        "INSERT INTO part (deployment, epoch, revision, phase, change, milli_cpu, memory_bytes,"
            + " disk_bytes, body) VALUES (?, ?, ?, 'ACTIVE', 1, ?, ?, ?, ?)"
            + " ON CONFLICT (deployment) DO UPDATE SET epoch = excluded.epoch,"
            + " revision = excluded.revision, phase = 'ACTIVE', change = part.change + 1,"
            + " milli_cpu = excluded.milli_cpu, memory_bytes = excluded.memory_bytes,"
            + " disk_bytes = excluded.disk_bytes, body = excluded.body",
        desired.deployment().value(),
        desired.epoch(),
        desired.revision(),
        reserved.milliCpu(),
        reserved.memoryBytes(),
        reserved.diskBytes(),
        Documents.write(desired));
  }

  /** Makes a part go; its room stays reserved until it is gone. */
  static void deleting(Transaction tx, DeploymentId id, long epoch) {
    tx.update(
        "UPDATE part SET phase = 'DELETING', epoch = ?, change = change + 1 WHERE deployment = ?",
        epoch,
        id.value());
  }

  /** Remembers that a part is over, and in which epoch. */
  static void deleted(Transaction tx, DeploymentId id, long epoch) {
    tx.update(
        "INSERT INTO part (deployment, epoch, revision, phase, change, milli_cpu, memory_bytes,"
            + " disk_bytes, body) VALUES (?, ?, 0, 'DELETED', 1, 0, 0, 0, NULL)"
            + " ON CONFLICT (deployment) DO UPDATE SET epoch = excluded.epoch, phase = 'DELETED',"
            + " change = part.change + 1, milli_cpu = 0, memory_bytes = 0, disk_bytes = 0,"
            + " body = NULL",
        id.value(),
        epoch);
    for (String table : List.of("part_slot", "part_node", "part_cluster", "part_port")) {
      tx.update("DELETE FROM " + table + " WHERE deployment = ?", id.value());
    }
    HeldLeases.over(tx, id);
  }

  /** What all parts together have reserved, but for one. */
  static Resources reservedBeside(Transaction tx, Optional<DeploymentId> except) {
    return sum(
        tx,
        "SELECT %s FROM part WHERE deployment <> ?",
        except.map(DeploymentId::value).orElse(""));
  }

  static Resources reservedFor(Transaction tx, DeploymentId id) {
    return sum(tx, "SELECT %s FROM part WHERE deployment = ?", id.value());
  }

  private static Resources sum(Transaction tx, String query, String deployment) {
    String sums =
        "COALESCE(SUM(milli_cpu), 0) AS cpu, COALESCE(SUM(memory_bytes), 0) AS memory,"
            + " COALESCE(SUM(disk_bytes), 0) AS disk";
    return tx.first(
            query.formatted(sums),
            row -> new Resources(row.number("cpu"), row.number("memory"), row.number("disk")),
            deployment)
        .orElse(Resources.NONE);
  }

  /** Whether a call with this key was carried out before. */
  static boolean repeated(Transaction tx, DeploymentId id, RequestKey key) {
    return tx.first(
            "SELECT change FROM part_request WHERE deployment = ? AND request = ?",
            row -> row.number("change"),
            id.value(),
            key.value())
        .isPresent();
  }

  /** Remembers the key of a call that was carried out just now. */
  static void carriedOut(Transaction tx, DeploymentId id, RequestKey key) {
    long change =
        tx.first(
                "SELECT change FROM part WHERE deployment = ?",
                row -> row.number("change"),
                id.value())
            .orElse(0L);
    tx.update(
        "INSERT INTO part_request (deployment, request, change) VALUES (?, ?, ?)",
        id.value(),
        key.value(),
        change);
    tx.update(
        "DELETE FROM part_request WHERE deployment = ? AND change <= ?",
        id.value(),
        change - REMEMBERED);
  }

  private static PartRow row(Row row) {
    var id = new DeploymentId(row.text("deployment"));
    long epoch = row.number("epoch");
    long revision = row.number("revision");
    DesiredDeployment body =
        row.textIfAny("body")
            .map(text -> Documents.read(text, DesiredDeployment.class))
            .orElseGet(() -> PartRow.nothing(id, revision, epoch));
    // A deletion may have come with a higher epoch than the part itself.
    var desired =
        body.epoch() == epoch
            ? body
            : new DesiredDeployment(
                id, revision, epoch, body.services(), body.connections(), body.unreadyElsewhere());
    return new PartRow(
        id, epoch, revision, Phase.valueOf(row.text("phase")), row.number("change"), desired);
  }
}
