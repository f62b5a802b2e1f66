package dev.photon.core.registry;

import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import java.util.List;
import java.util.Set;

/**
 * Revokes the authorities of what has been deleted. A datacenter's is at once; a metacenter's when
 * its host has let go of it, since until then it removes its nodes, and agents have to hear it.
 * Thread-safe.
 */
final class Departures {
  private final Store store;
  private final Revoked revoked;
  private final String registry;

  Departures(Store store, Revoked revoked, String registry) {
    this.store = store;
    this.revoked = revoked;
    this.registry = registry;
  }

  /** Notes it in the transaction; then {@link #tell} has to be called. */
  void datacenter(Transaction tx, DatacenterId id) {
    revoked.gone(tx, Identity.datacenterAuthority(registry, id.value()));
  }

  /** Notes in the transaction that a metacenter shall go. */
  static void metacenter(Transaction tx, DeploymentId id, AccountId host) {
    tx.update("INSERT INTO leaving (id, host) VALUES (?, ?)", id.value(), host.value());
  }

  /** Takes note of all that a host still runs. */
  void running(AccountId host, Set<DeploymentId> running) {
    if (store.read(tx -> released(tx, host, running)).isEmpty()) {
      return;
    }
    store.write(
        tx -> {
          for (DeploymentId id : released(tx, host, running)) {
            revoked.gone(tx, Identity.metacenterAuthority(registry, id.value()));
            tx.update("DELETE FROM leaving WHERE id = ?", id.value());
          }
          return true;
        });
    tell();
  }

  private static List<DeploymentId> released(
      Transaction tx, AccountId host, Set<DeploymentId> running) {
    return tx
        .query(
            "SELECT id FROM leaving WHERE host = ?",
            row -> new DeploymentId(row.text("id")),
            host.value())
        .stream()
        .filter(id -> !running.contains(id))
        .toList();
  }

  void tell() {
    revoked.look();
  }
}
