package dev.photon.core.registry;

import dev.photon.config.Resources;
import dev.photon.core.match.Leasing;
import dev.photon.core.registry.LeaseTable.Stored;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.State;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The leases of all deployments. What is left of an offer is decided in the transaction that opens
 * a lease, by what is stored: of those who race for the last room one gets it, whichever replica of
 * the registry each has asked. Thread-safe.
 */
final class Leases {
  static final int MOST_OF_DEPLOYMENT = 2_000;
  private static final int SWEPT_AT_ONCE = 1_000;

  private static final String EXPIRED = "its datacenter did not take it up in time";

  private final Store store;
  private final RoleRuntime runtime;
  private final OrderBook book;

  Leases(Store store, RoleRuntime runtime, OrderBook book) {
    this.store = store;
    this.runtime = runtime;
    this.book = book;
  }

  /** Opens a lease, or has an open one hold something else. */
  Lease open(DeploymentId caller, RequestKey key, LeaseRequest request) {
    requireOwn(caller, request.id());
    OfferRules.check(request.asked());
    Lease lease = store.write(tx -> open(tx, key, request));
    book.refresh(lease.datacenter());
    return lease;
  }

  private Lease open(Transaction tx, RequestKey key, LeaseRequest request) {
    Instant now = runtime.now();
    Optional<Stored> before = LeaseTable.find(tx, request.id()).map(s -> expired(s, now));
    if (before.isPresent()) {
      if (before.get().key().equals(key.value())) {
        return before.get().lease();
      }
      requireChangeable(before.get().lease(), request);
    } else if (LeaseTable.open(tx, request.id().deployment()) >= MOST_OF_DEPLOYMENT) {
      throw Refusal.exhausted(
          "too-many-leases", "a deployment has at most " + MOST_OF_DEPLOYMENT + " leases");
    }
    Optional<Offer> offer = OrderBook.standing(tx, request.datacenter(), now);
    Resources free = free(tx, request, offer, before);
    Leasing.Outcome outcome =
        Leasing.agree(request.asked(), offer, free, before.map(Stored::lease));
    if (outcome instanceof Leasing.Refused refused) {
      throw refusal(request, refused);
    }
    Leasing.Agreed agreed = (Leasing.Agreed) outcome;
    Stored stored = agreed(tx, key, request, before, agreed, now);
    LeaseTable.put(tx, stored);
    book.touch(tx, request.datacenter());
    return stored.lease();
  }

  private static Stored agreed(
      Transaction tx,
      RequestKey key,
      LeaseRequest request,
      Optional<Stored> before,
      Leasing.Agreed agreed,
      Instant now) {
    boolean active = before.map(b -> b.lease().state() == State.ACTIVE).orElse(false);
    Lease lease =
        new Lease(
            request.id(),
            request.datacenter(),
            request.asked().entry(),
            active ? State.ACTIVE : State.OPEN,
            request.revision(),
            agreed.nodes(),
            before.map(b -> b.lease().opened()).orElse(now),
            active ? Optional.empty() : Optional.of(now.plus(request.hold())),
            Optional.empty(),
            Optional.empty());
    AccountId account =
        before
            .map(Stored::account)
            .or(() -> Metacenters.owner(tx, request.id().deployment()))
            .orElseThrow(() -> Refusal.notFound("deployment", request.id().deployment()));
    AccountId earner =
        before
            .map(Stored::earner)
            .or(() -> Datacenters.owner(tx, request.datacenter()))
            .orElseThrow(() -> Refusal.notFound("datacenter", request.datacenter()));
    return new Stored(lease, account, earner, before.flatMap(Stored::held), key.value());
  }

  /** What is free in the datacenter for this lease, with what it has itself. */
  private static Resources free(
      Transaction tx, LeaseRequest request, Optional<Offer> offer, Optional<Stored> before) {
    if (offer.isEmpty()) {
      return Resources.NONE;
    }
    Resources pending = LeaseTable.pending(tx, request.datacenter(), Optional.of(request.id()));
    Resources left = offer.get().capacity().free().less(pending);
    return left.plus(before.flatMap(Stored::held).orElse(Resources.NONE));
  }

  private static void requireChangeable(Lease lease, LeaseRequest request) {
    if (lease.state() == State.CLOSED) {
      throw Refusal.conflict(
          "lease-closed",
          "the lease %s is closed: %s".formatted(lease.id(), lease.reason().orElse("it is over")),
          "open another one");
    }
    if (request.revision() < lease.revision()) {
      throw Refusal.conflict(
          "stale-revision",
          "the lease %s was made for revision %d; %d is older"
              .formatted(lease.id(), lease.revision(), request.revision()),
          "ask with the newest revision");
    }
    if (!lease.datacenter().equals(request.datacenter())
        || !lease.entry().equals(request.asked().entry())) {
      throw Refusal.conflict(
          "lease-mismatch",
          "the lease %s is for %s in %s".formatted(lease.id(), lease.entry(), lease.datacenter()),
          "open another one");
    }
  }

  private static ApiException refusal(LeaseRequest request, Leasing.Refused refused) {
    String message = request.datacenter() + ": " + refused.why();
    String again = "look for another datacenter";
    return switch (refused.cause()) {
      case OFFER ->
          new ApiException(ApiException.Status.NOT_FOUND, "no-offer", message, Optional.of(again));
      case ROOM -> Refusal.exhausted("no-room", message, again);
      case PRICE -> Refusal.conflict("price-changed", message, again);
      case REGION, COMMITMENT -> Refusal.conflict("offer-changed", message, again);
    };
  }

  /** A lease of a deployment's own. */
  Lease show(DeploymentId caller, LeaseId id) {
    return show(id, lease -> lease.id().deployment().equals(caller));
  }

  /** A lease in a datacenter. */
  Lease show(DatacenterId caller, LeaseId id) {
    return show(id, lease -> lease.datacenter().equals(caller));
  }

  private Lease show(LeaseId id, Predicate<Lease> own) {
    Instant now = runtime.now();
    return store
        .read(tx -> LeaseTable.find(tx, id))
        .map(stored -> expired(stored, now).lease())
        .filter(own)
        .orElseThrow(() -> Refusal.notFound("lease", id));
  }

  List<Lease> list(AccountId account, Optional<LeaseId> after) {
    return store.read(tx -> LeaseTable.list(tx, account, after));
  }

  /** Without effect on one that is unknown or closed. */
  void close(DeploymentId caller, LeaseId id) {
    requireOwn(caller, id);
    Optional<DatacenterId> where =
        store.write(
            tx -> {
              Optional<Stored> open =
                  LeaseTable.find(tx, id).filter(s -> s.lease().state() != State.CLOSED);
              open.ifPresent(s -> close(tx, s, "its deployment has left the datacenter"));
              return open.map(s -> s.lease().datacenter());
            });
    where.ifPresent(book::refresh);
  }

  private static void requireOwn(DeploymentId caller, LeaseId id) {
    if (!id.deployment().equals(caller)) {
      throw Refusal.notFound("lease", id);
    }
  }

  /** Closes all of a deployment that its owner has deleted. Returns where they were. */
  Set<DatacenterId> closeAllOf(Transaction tx, DeploymentId deployment) {
    Set<DatacenterId> where = new TreeSet<>();
    for (Stored stored : LeaseTable.of(tx, deployment)) {
      close(tx, stored, "its deployment was deleted");
      where.add(stored.lease().datacenter());
    }
    return where;
  }

  /** Has matches see what was closed in a datacenter; after the transaction. */
  void changedIn(DatacenterId datacenter) {
    book.refresh(datacenter);
  }

  /** Closes all in a datacenter that has left the market. */
  void closeAllIn(Transaction tx, DatacenterId datacenter) {
    LeaseTable.in(tx, datacenter).forEach(s -> close(tx, s, "its datacenter has left the market"));
  }

  private void close(Transaction tx, Stored stored, String why) {
    LeaseTable.put(tx, stored.with(stored.lease().closed(runtime.now(), why)));
    book.touch(tx, stored.lease().datacenter());
  }

  /** A lease as it is at a time: one that was not taken up by then is closed. */
  private static Stored expired(Stored stored, Instant now) {
    Lease lease = stored.lease();
    boolean over =
        lease.state() == State.OPEN && lease.until().filter(u -> !u.isAfter(now)).isPresent();
    return over ? stored.with(lease.closed(lease.until().orElseThrow(), EXPIRED)) : stored;
  }

  /**
   * Takes down what an agent holds, in the transaction of its offer. A lease that was not taken up
   * in time, and of which the agent tells now, is: it had asked for it in time.
   */
  static void told(Transaction tx, DatacenterId agent, List<HeldLease> leases, Instant now) {
    for (HeldLease told : leases) {
      LeaseTable.find(tx, told.id())
          .filter(stored -> stored.lease().datacenter().equals(agent))
          .ifPresent(stored -> LeaseTable.put(tx, told(stored, told, now)));
    }
  }

  private static Stored told(Stored stored, HeldLease told, Instant now) {
    Lease lease = stored.lease();
    if (told.over()) {
      Lease over = lease.state() == State.CLOSED ? lease : lease.closed(now, "its nodes are gone");
      return new Stored(over, stored.account(), stored.earner(), Optional.empty(), stored.key());
    }
    boolean late = lease.reason().equals(Optional.of(EXPIRED));
    Lease taken = lease.state() == State.OPEN || late ? lease.takenUp() : lease;
    return new Stored(
        taken, stored.account(), stored.earner(), Optional.of(told.held()), stored.key());
  }

  /** Closes those that were not taken up in time. */
  void sweep() {
    Instant now = runtime.now();
    if (store.read(tx -> LeaseTable.overdue(tx, now, 1)).isEmpty()) {
      return;
    }
    Set<DatacenterId> where =
        store.write(
            tx -> {
              Set<DatacenterId> all = new TreeSet<>();
              for (Stored stored : LeaseTable.overdue(tx, now, SWEPT_AT_ONCE)) {
                LeaseTable.put(tx, expired(stored, now));
                book.touch(tx, stored.lease().datacenter());
                all.add(stored.lease().datacenter());
              }
              return all;
            });
    where.forEach(book::refresh);
  }
}
