package dev.photon.core.metering;

import dev.photon.config.ProfileName;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Transaction;
import dev.photon.core.usage.Meter;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Meters and what is due, as rows. All methods run within a transaction of their caller. */
final class MeterTable {
  private MeterTable() {}

  static Map<LeaseId, Meter> meters(Transaction tx, Optional<DeploymentId> deployment) {
    Map<LeaseId, Meter> meters = new TreeMap<>();
    tx.query(
            "SELECT deployment, epoch, body FROM lease_meter" + of(deployment),
            row -> Map.entry(lease(row), Documents.read(row.text("body"), Meter.class)),
            deployment.map(DeploymentId::value).stream().toArray())
        .forEach(e -> meters.put(e.getKey(), e.getValue()));
    return meters;
  }

  static void keep(Transaction tx, LeaseId lease, Meter meter) {
    tx.update(
        "INSERT INTO lease_meter (deployment, epoch, body) VALUES (?, ?, ?)"
            + " ON CONFLICT (deployment, epoch) DO UPDATE SET body = excluded.body",
        lease.deployment().value(),
        lease.epoch(),
        Documents.write(meter));
  }

  static void forget(Transaction tx, LeaseId lease) {
    tx.update(
        "DELETE FROM lease_meter WHERE deployment = ? AND epoch = ?",
        lease.deployment().value(),
        lease.epoch());
  }

  static void due(
      Transaction tx, LeaseId lease, SortedMap<Instant, Map<ProfileName, Long>> minutes) {
    minutes.forEach(
        (minute, counted) ->
            tx.update(
                "INSERT INTO usage_due (deployment, epoch, minute, body) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                lease.deployment().value(),
                lease.epoch(),
                minute.getEpochSecond(),
                Documents.write(new LeaseUse(lease, minute, counted))));
  }

  /** The oldest that are due. */
  static List<LeaseUse> due(Transaction tx, Optional<DeploymentId> deployment, int most) {
    return tx.query(
        "SELECT body FROM usage_due"
            + of(deployment)
            + " ORDER BY minute, deployment, epoch LIMIT "
            + most,
        row -> Documents.read(row.text("body"), LeaseUse.class),
        deployment.map(DeploymentId::value).stream().toArray());
  }

  static void told(Transaction tx, List<LeaseUse> uses) {
    for (LeaseUse use : uses) {
      tx.update(
          "DELETE FROM usage_due WHERE deployment = ? AND epoch = ? AND minute = ?",
          use.lease().deployment().value(),
          use.lease().epoch(),
          use.minute().getEpochSecond());
    }
  }

  private static LeaseId lease(Row row) {
    return new LeaseId(new DeploymentId(row.text("deployment")), row.number("epoch"));
  }

  /** Said only where it is asked, so that an index serves each deployment of a host. */
  private static String of(Optional<DeploymentId> deployment) {
    return deployment.isPresent() ? " WHERE deployment = ?" : "";
  }
}
