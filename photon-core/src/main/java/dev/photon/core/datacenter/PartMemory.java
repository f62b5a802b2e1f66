package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.core.datacenter.Announcements.Announced;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the loop remembers of a part, as rows: slots, announcements, public ports. The loop is the
 * only writer, and writes what differs from what it wrote last.
 */
final class PartMemory {
  private PartMemory() {}

  static Map<SlotId, SlotHistory> slots(Transaction tx, DeploymentId id) {
    Map<SlotId, SlotHistory> slots = new TreeMap<>();
    tx.query(
            "SELECT * FROM part_slot WHERE deployment = ?",
            row ->
                Map.entry(
                    new SlotId(
                        ServiceName.of(row.text("service")), Math.toIntExact(row.number("slot"))),
                    new SlotHistory(
                        Math.toIntExact(row.number("incarnation")),
                        Math.toIntExact(row.number("deaths")),
                        Instant.parse(row.text("last_death")),
                        Math.toIntExact(row.number("counted")))),
            id.value())
        .forEach(e -> slots.put(e.getKey(), e.getValue()));
    return slots;
  }

  static void saveSlots(
      Transaction tx,
      DeploymentId id,
      Map<SlotId, SlotHistory> before,
      Map<SlotId, SlotHistory> after) {
    after.forEach(
        (slot, history) -> {
          if (!history.equals(before.get(slot))) {
            tx.update(
                "INSERT INTO part_slot (deployment, service, slot, incarnation, deaths, last_death,"
                    + " counted) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (deployment, service,"
                    + " slot) DO UPDATE SET incarnation = excluded.incarnation, deaths ="
                    + " excluded.deaths, last_death = excluded.last_death, counted ="
                    + " excluded.counted",
                id.value(),
                slot.service().value(),
                slot.slot(),
                history.incarnation(),
                history.deaths(),
                history.lastDeath().toString(),
                history.counted());
          }
        });
  }

  static Announced announced(Transaction tx, DeploymentId id) {
    Map<NodeId, Announcements.OfNode> nodes = new TreeMap<>();
    tx.query(
            "SELECT node, announced FROM part_node WHERE deployment = ?",
            row ->
                Map.entry(
                    NodeId.parse(row.text("node")),
                    Announcements.OfNode.valueOf(row.text("announced"))),
            id.value())
        .forEach(e -> nodes.put(e.getKey(), e.getValue()));
    Map<ServiceName, Announcements.OfCluster> clusters = new TreeMap<>();
    tx.query(
            "SELECT service, announced FROM part_cluster WHERE deployment = ?",
            row ->
                Map.entry(
                    ServiceName.of(row.text("service")),
                    Announcements.OfCluster.valueOf(row.text("announced"))),
            id.value())
        .forEach(e -> clusters.put(e.getKey(), e.getValue()));
    return new Announced(nodes, clusters);
  }

  static void saveAnnounced(Transaction tx, DeploymentId id, Announced before, Announced after) {
    save(tx, "part_node", "node", id, before.nodes(), after.nodes());
    save(tx, "part_cluster", "service", id, before.clusters(), after.clusters());
  }

  private static <K, V> void save(
      Transaction tx,
      String table,
      String column,
      DeploymentId id,
      Map<K, V> before,
      Map<K, V> after) {
    before.forEach(
        (key, value) -> {
          if (!after.containsKey(key)) {
            tx.update(
                "DELETE FROM " + table + " WHERE deployment = ? AND " + column + " = ?",
                id.value(),
                key.toString());
          }
        });
    after.forEach(
        (key, value) -> {
          if (!value.equals(before.get(key))) {
            tx.update(
                "INSERT INTO "
                    + table
                    + " (deployment, "
                    + column
                    + ", announced) VALUES (?, ?, ?) ON CONFLICT (deployment, "
                    + column
                    + ") DO UPDATE SET announced = excluded.announced",
                id.value(),
                key.toString(),
                value.toString());
          }
        });
  }

  static Map<PublicPorts.Key, Integer> ports(Transaction tx, DeploymentId id) {
    Map<PublicPorts.Key, Integer> ports = new TreeMap<>();
    tx.query(
            "SELECT service, port, public_port FROM part_port WHERE deployment = ?",
            row ->
                Map.entry(
                    new PublicPorts.Key(
                        ServiceName.of(row.text("service")), Math.toIntExact(row.number("port"))),
                    Math.toIntExact(row.number("public_port"))),
            id.value())
        .forEach(e -> ports.put(e.getKey(), e.getValue()));
    return ports;
  }

  static void savePort(Transaction tx, DeploymentId id, PublicPorts.Key key, int publicPort) {
    tx.update(
        "INSERT INTO part_port (deployment, service, port, public_port) VALUES (?, ?, ?, ?)"
            + " ON CONFLICT (deployment, service, port) DO UPDATE SET public_port ="
            + " excluded.public_port",
        id.value(),
        key.service().value(),
        key.port(),
        publicPort);
  }
}
