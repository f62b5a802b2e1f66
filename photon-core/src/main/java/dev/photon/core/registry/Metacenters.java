package dev.photon.core.registry;

import dev.photon.core.registry.Issuing.Once;
import dev.photon.core.registry.Issuing.ProvenKey;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Row;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.RequestKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The deployments of accounts, each with the one metacenter that manages it. Thread-safe. */
final class Metacenters {
  static final int MOST_OF_AN_ACCOUNT = 1_000;

  private final Store store;
  private final Issuing issuing;
  private final RoleRuntime runtime;
  private final Hosts hosts;
  private final Leases leases;

  Metacenters(Store store, Issuing issuing, RoleRuntime runtime, Hosts hosts, Leases leases) {
    this.store = store;
    this.issuing = issuing;
    this.runtime = runtime;
    this.hosts = hosts;
    this.leases = leases;
  }

  /** Asks for a metacenter; a repeat says where it is by then. */
  MetacenterGrant create(AccountId account, RequestKey key, MetacenterRequest request) {
    ProvenKey proven = issuing.prove(request.ownerKey());
    DeploymentId fresh = new DeploymentId(Names.unique(runtime, request.name()));
    List<AccountId> live = hosts.live();
    DeploymentId id =
        issuing.once(
            new Once(account.value(), key, "metacenter " + request.name()),
            proven,
            DeploymentId.class,
            tx -> {
              requireRoom(tx, account, request.name());
              insert(tx, account, request, fresh, Hosts.leastLoaded(tx, live));
              return fresh;
            });
    return store.read(tx -> grant(tx, account, id));
  }

  private static void requireRoom(Transaction tx, AccountId account, String name) {
    List<String> names =
        tx.query(
            "SELECT name FROM metacenter WHERE account = ?",
            row -> row.text("name"),
            account.value());
    if (names.contains(name)) {
      throw Refusal.conflict(
          "name-taken",
          "you have a deployment named '" + name + "' already",
          "delete that one first, or choose another name");
    }
    if (names.size() >= MOST_OF_AN_ACCOUNT) {
      throw Refusal.exhausted(
          "too-many-deployments", "an account has at most " + MOST_OF_AN_ACCOUNT + " deployments");
    }
  }

  private void insert(
      Transaction tx,
      AccountId account,
      MetacenterRequest request,
      DeploymentId id,
      Optional<AccountId> host) {
    tx.update(
        "INSERT INTO metacenter (id, account, name, owner_key, host, created)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        id.value(),
        account.value(),
        request.name(),
        Documents.write(request.ownerKey()),
        host.map(AccountId::value),
        runtime.now().toEpochMilli());
  }

  private static MetacenterGrant grant(Transaction tx, AccountId account, DeploymentId id) {
    return tx.first(
            "SELECT place FROM metacenter WHERE id = ? AND account = ?",
            row -> new MetacenterGrant(id, place(row)),
            id.value(),
            account.value())
        .orElseThrow(() -> Refusal.notFound("deployment", id));
  }

  private static Optional<MetacenterPlace> place(Row row) {
    return row.textIfAny("place").map(text -> Documents.read(text, MetacenterPlace.class));
  }

  List<MetacenterSummary> of(AccountId account) {
    return store.read(
        tx ->
            tx.query(
                "SELECT id, name, created, place FROM metacenter WHERE account = ? ORDER BY name",
                row ->
                    new MetacenterSummary(
                        new DeploymentId(row.text("id")),
                        row.text("name"),
                        Instant.ofEpochMilli(row.number("created")),
                        place(row).map(MetacenterPlace::endpoint)),
                account.value()));
  }

  /**
   * Without effect when there is none of that id, or it is another account's. Its leases are
   * closed, so that datacenters clear away what nobody is there for any more.
   */
  void delete(AccountId account, DeploymentId id) {
    Set<DatacenterId> where =
        store.write(
            tx -> {
              if (!owner(tx, id).equals(Optional.of(account))) {
                return Set.of();
              }
              tx.first(
                      "SELECT host FROM metacenter WHERE id = ? AND host IS NOT NULL",
                      row -> new AccountId(row.text("host")),
                      id.value())
                  .ifPresent(host -> Departures.metacenter(tx, id, host));
              tx.update("DELETE FROM metacenter WHERE id = ?", id.value());
              return leases.closeAllOf(tx, id);
            });
    where.forEach(leases::changedIn);
  }

  /** Certifies the authority of a metacenter for the host that was told to launch it. */
  List<X509Certificate> enrol(
      AccountId host, RequestKey key, DeploymentId id, KeyProof authorityKey) {
    store.read(tx -> requireHosted(tx, host, id));
    ProvenKey proven = issuing.prove(authorityKey);
    Identity identity = Identity.metacenterAuthority(issuing.registry(), id.value());
    return issuing
        .once(
            new Once(host.value(), key, "authority " + id),
            proven,
            Issuing.Chain.class,
            tx -> {
              requireHosted(tx, host, id);
              return new Issuing.Chain(issuing.issue(tx, proven, identity));
            })
        .certificates();
  }

  private static String requireHosted(Transaction tx, AccountId host, DeploymentId id) {
    return tx.first(
            "SELECT id FROM metacenter WHERE id = ? AND host = ?",
            row -> row.text("id"),
            id.value(),
            host.value())
        .orElseThrow(() -> Refusal.notFound("deployment", id));
  }

  /** Certifies the authority of a metacenter anew for its host. */
  List<X509Certificate> renew(
      AccountId host, RequestKey key, DeploymentId id, KeyProof authorityKey) {
    store.read(tx -> requireHosted(tx, host, id));
    return issuing.renew(
        host.value(),
        key,
        Identity.metacenterAuthority(issuing.registry(), id.value()),
        authorityKey);
  }

  static Optional<AccountId> owner(Transaction tx, DeploymentId id) {
    return tx.first(
        "SELECT account FROM metacenter WHERE id = ?",
        row -> new AccountId(row.text("account")),
        id.value());
  }
}
