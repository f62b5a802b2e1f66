package dev.photon.core.registry;

import dev.photon.config.Region;
import dev.photon.core.registry.Issuing.Once;
import dev.photon.core.registry.Issuing.ProvenKey;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Row;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Role;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.RequestKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Who offers capacity. Thread-safe. */
final class Datacenters {
  static final int MOST_OF_AN_ACCOUNT = 1_000;

  /** An id is a label, and has nine characters more. */
  private static final int LONGEST_NAME = 54;

  private final Store store;
  private final Issuing issuing;
  private final RoleRuntime runtime;
  private final OrderBook book;
  private final Leases leases;
  private final Departures departures;

  /** What is known of a datacenter since it joined. */
  record Registered(DatacenterId id, AccountId account, String name, Region region) {
    static Registered of(Row row) {
      return new Registered(
          new DatacenterId(row.text("id")),
          new AccountId(row.text("account")),
          row.text("name"),
          Region.valueOf(row.text("region")));
    }
  }

  Datacenters(
      Store store,
      Issuing issuing,
      RoleRuntime runtime,
      OrderBook book,
      Leases leases,
      Departures departures) {
    this.store = store;
    this.issuing = issuing;
    this.runtime = runtime;
    this.book = book;
    this.leases = leases;
    this.departures = departures;
  }

  /** Joins with a new key; a key that has joined before gets its datacenter's certificate anew. */
  DatacenterGrant create(AccountId account, RequestKey key, DatacenterRequest request) {
    if (request.name().length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "invalid-name", "a datacenter's name has at most " + LONGEST_NAME + " characters");
    }
    ProvenKey proven = issuing.prove(request.authorityKey());
    DatacenterId fresh = new DatacenterId(Names.unique(runtime, request.name()));
    return issuing.once(
        new Once(account.value(), key, "datacenter " + request.name() + " " + request.region()),
        proven,
        DatacenterGrant.class,
        tx -> {
          DatacenterId id = joinedBefore(tx, account, request, proven).orElse(fresh);
          if (id.equals(fresh)) {
            insert(tx, account, request, id);
          }
          Identity identity = Identity.datacenterAuthority(issuing.registry(), id.value());
          return new DatacenterGrant(id, issuing.issue(tx, proven, identity));
        });
  }

  List<X509Certificate> renew(DatacenterId id, RequestKey key, KeyProof authorityKey) {
    Identity identity = Identity.datacenterAuthority(issuing.registry(), id.value());
    return issuing.renew("datacenter:" + id, key, identity, authorityKey);
  }

  private static Optional<DatacenterId> joinedBefore(
      Transaction tx, AccountId account, DatacenterRequest request, ProvenKey proven) {
    Optional<Identity> bound = Issuing.boundTo(tx, proven).map(Identity::parse);
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    Optional<Registered> same =
        bound
            .filter(identity -> identity.role() == Role.DATACENTER_AUTHORITY)
            .flatMap(Identity::scope)
            .flatMap(id -> find(tx, new DatacenterId(id)))
            .filter(r -> r.account().equals(account))
            .filter(r -> r.name().equals(request.name()) && r.region() == request.region());
    return Optional.of(same.orElseThrow(Issuing::keyInUse).id());
  }

  private void insert(
      Transaction tx, AccountId account, DatacenterRequest request, DatacenterId id) {
    long there =
        tx.first(
                "SELECT COUNT(*) AS n FROM datacenter WHERE account = ?",
                row -> row.number("n"),
                account.value())
            .orElse(0L);
    if (there >= MOST_OF_AN_ACCOUNT) {
      throw Refusal.exhausted(
          "too-many-datacenters", "an account has at most " + MOST_OF_AN_ACCOUNT + " datacenters");
    }
    tx.update(
        "INSERT INTO datacenter (id, account, name, region, created) VALUES (?, ?, ?, ?, ?)",
        id.value(),
        account.value(),
        request.name(),
        request.region().name(),
        runtime.now().toEpochMilli());
  }

  static Optional<Registered> find(Transaction tx, DatacenterId id) {
    return tx.first(
        "SELECT id, account, name, region FROM datacenter WHERE id = ?",
        Registered::of,
        id.value());
  }

  static Optional<AccountId> owner(Transaction tx, DatacenterId id) {
    return find(tx, id).map(Registered::account);
  }

  List<DatacenterSummary> of(AccountId account) {
    List<Registered> all =
        store.read(
            tx ->
                tx.query(
                    "SELECT id, account, name, region FROM datacenter WHERE account = ?"
                        + " ORDER BY name, id",
                    Registered::of,
                    account.value()));
    return all.stream()
        .map(r -> new DatacenterSummary(r.id(), r.name(), r.region(), book.offeredUntil(r.id())))
        .toList();
  }

  /** Without effect when there is none of that id, or it is another account's. */
  void delete(AccountId account, DatacenterId id) {
    book.withdraw(
        id,
        tx -> {
          boolean deleted =
              tx.update(
                      "DELETE FROM datacenter WHERE id = ? AND account = ?",
                      id.value(),
                      account.value())
                  > 0;
          if (deleted) {
            leases.closeAllIn(tx, id);
            departures.datacenter(tx, id);
          }
          return deleted;
        });
    departures.tell();
  }
}
