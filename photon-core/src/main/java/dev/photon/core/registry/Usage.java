package dev.photon.core.registry;

import dev.photon.core.registry.LeaseTable.Stored;
import dev.photon.core.registry.UsageTable.Side;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.core.usage.Settlement;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What leases have used, as both sides tell it, and the ledger. Thread-safe. */
final class Usage {
  /** How old a minute may be that is told of. */
  static final Duration OLDEST = Duration.ofDays(1);

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final int SETTLED_AT_ONCE = 100;

  private final Store store;
  private final RoleRuntime runtime;

  Usage(Store store, RoleRuntime runtime) {
    this.store = store;
    this.runtime = runtime;
  }

  /** What a metacenter has counted. */
  void report(DeploymentId caller, List<LeaseUse> uses) {
    for (LeaseUse use : uses) {
      if (!use.lease().deployment().equals(caller)) {
        throw Refusal.notFound("lease", use.lease());
      }
    }
    report(Side.METACENTER, uses, stored -> true);
  }

  /** What an agent has counted; leases in other datacenters are as if they were not there. */
  void report(DatacenterId caller, List<LeaseUse> uses) {
    report(Side.DATACENTER, uses, stored -> stored.lease().datacenter().equals(caller));
  }

  private void report(Side side, List<LeaseUse> uses, Predicate<Stored> own) {
    check(uses);
    store.write(
        tx -> {
          for (LeaseUse use : uses) {
            if (LeaseTable.find(tx, use.lease()).filter(own).isPresent()) {
              UsageTable.report(tx, side, use);
            }
          }
          return true;
        });
  }

  private void check(List<LeaseUse> uses) {
    Instant now = runtime.now();
    if (uses.size() > LeaseUse.MOST_REPORTED) {
      throw Refusal.invalid(
          "out-of-bounds", "at most " + LeaseUse.MOST_REPORTED + " minutes are told of at once");
    }
    for (LeaseUse use : uses) {
      if (use.minute().isAfter(now.plus(SKEW))) {
        throw Refusal.invalid(
            "future-use", "%s has not begun: set the clock right".formatted(use.minute()));
      }
      if (use.minute().isBefore(now.minus(OLDEST))) {
        throw Refusal.invalid(
            "old-use", "%s is more than a day ago, and settled".formatted(use.minute()));
      }
    }
  }

  List<UsageEntry> list(AccountId account, UsageQuery query) {
    return store.read(tx -> UsageTable.list(tx, account, query));
  }

  /** Makes entries of all that can be settled. */
  void settle() {
    Instant now = runtime.now();
    Optional<LeaseId> last = Optional.empty();
    List<LeaseId> page;
    do {
      Optional<LeaseId> after = last;
      page = store.read(tx -> UsageTable.unsettled(tx, after, SETTLED_AT_ONCE));
      List<LeaseId> leases = page;
      if (!leases.isEmpty()) {
        store.write(
            tx -> {
              leases.forEach(id -> settle(tx, id, now));
              return true;
            });
        last = Optional.of(leases.get(leases.size() - 1));
      }
    } while (page.size() == SETTLED_AT_ONCE);
  }

  private static void settle(Transaction tx, LeaseId id, Instant now) {
    Stored stored = LeaseTable.find(tx, id).orElseThrow();
    Settlement.settle(
            new Settlement.Parties(stored.account(), stored.earner()),
            stored.lease(),
            UsageTable.settled(tx, id),
            UsageTable.told(tx, id),
            now)
        .ifPresent(result -> UsageTable.append(tx, result.entry(), result.settled()));
  }
}
