package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.datacenter.PartRow.Phase;
import dev.photon.core.event.EventLog;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.crypto.Identity;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.RequestKey;
import java.util.List;
import java.util.Optional;

/**
 * The agent as a metacenter sees it, which the guard let through. A metacenter has one deployment,
 * the one that its own identity names; every other is as if it were not there.
 */
final class AgentView implements DatacenterApi {
  private final DeploymentId own;
  private final Store store;
  private final EventLog events;
  private final AgentState state;
  private final Leased leased;

  AgentView(Caller caller, Store store, EventLog events, AgentState state, Leased leased) {
    this.own = new DeploymentId(caller.identity().flatMap(Identity::scope).orElseThrow());
    this.store = store;
    this.events = events;
    this.state = state;
    this.leased = leased;
  }

  @Override
  public void deploymentCreate(RequestKey key, DesiredDeployment desired) {
    put(key, desired);
  }

  @Override
  public void deploymentUpdate(RequestKey key, DesiredDeployment desired) {
    put(key, desired);
  }

  private void put(RequestKey key, DesiredDeployment desired) {
    requireOwn(desired.deployment());
    Bounds.check(desired);
    Capacity capacity =
        state
            .capacity()
            .orElseThrow(
                () ->
                    new ApiException(
                        Status.UNAVAILABLE,
                        "not-observed",
                        "the datacenter does not know its own capacity yet",
                        Optional.of("try again in a few seconds")));
    if (store.read(tx -> isDone(tx, key, desired))) {
      return;
    }
    Lease lease = leased.of(desired);
    store.write(
        tx -> {
          if (!isDone(tx, key, desired)) {
            put(tx, desired, capacity, lease);
            PartTable.carriedOut(tx, own, key);
          }
          return true;
        });
    state.changed();
  }

  /** Whether the call was carried out before; throws if what it asks for is over. */
  private boolean isDone(Transaction tx, RequestKey key, DesiredDeployment desired) {
    if (PartTable.repeated(tx, own, key)) {
      return true;
    }
    PartTable.find(tx, own).ifPresent(before -> requireNewer(before, desired));
    return false;
  }

  private void put(Transaction tx, DesiredDeployment desired, Capacity capacity, Lease lease) {
    Optional<PartRow> known = PartTable.find(tx, own);
    if (known.filter(k -> k.phase() == Phase.ACTIVE && k.desired().equals(desired)).isPresent()) {
      return; // asked again, perhaps with another key: what is under way goes on
    }
    Resources before = PartTable.reservedFor(tx, own);
    Resources others = PartTable.reservedBeside(tx, Optional.of(own));
    Optional<String> refusal = Room.refusal(desired, before, others, capacity);
    if (refusal.isPresent()) {
      throw new ApiException(
          Status.EXHAUSTED,
          "no-capacity",
          "no room for " + own + ": " + refusal.get(),
          Optional.of("ask for fewer or smaller nodes, or for another datacenter"));
    }
    PartTable.put(tx, desired, Room.needed(desired));
    HeldLeases.hold(tx, lease, Room.needed(desired));
  }

  private void requireNewer(PartRow before, DesiredDeployment desired) {
    requireEpoch(before, desired.epoch());
    if (desired.epoch() > before.epoch()) {
      return;
    }
    if (before.phase() != Phase.ACTIVE) {
      throw staleEpoch(
          "%s was deleted in epoch %d; only a higher one can bring it back"
              .formatted(own, before.epoch()));
    }
    if (desired.revision() < before.revision()) {
      throw new ApiException(
          Status.CONFLICT,
          "stale-revision",
          "%s is at revision %d; revision %d is older"
              .formatted(own, before.revision(), desired.revision()));
    }
  }

  private void requireEpoch(PartRow before, long epoch) {
    if (epoch < before.epoch()) {
      throw staleEpoch(
          "%s is in epoch %d here; epoch %d is over".formatted(own, before.epoch(), epoch));
    }
  }

  private static ApiException staleEpoch(String message) {
    return new ApiException(Status.CONFLICT, "stale-epoch", message);
  }

  @Override
  public DeploymentStatus deploymentStatus(DeploymentId id) {
    requireOwn(id);
    PartRow row =
        store
            .read(tx -> PartTable.find(tx, own))
            .filter(r -> r.phase() != Phase.DELETED)
            .orElseThrow(() -> notFound(id));
    return state.status(row);
  }

  @Override
  public Subscription deploymentEvents(DeploymentId id, long after, EventSink sink) {
    requireOwn(id);
    if (store.read(tx -> PartTable.find(tx, own)).isEmpty()) {
      throw notFound(id);
    }
    return events.subscribe(own.value(), after, sink);
  }

  @Override
  public void deploymentDelete(RequestKey key, DeploymentId id, long epoch) {
    requireOwn(id);
    store.write(
        tx -> {
          if (!PartTable.repeated(tx, own, key)) {
            delete(tx, epoch);
            PartTable.carriedOut(tx, own, key);
          }
          return true;
        });
    state.changed();
  }

  private void delete(Transaction tx, long epoch) {
    Optional<PartRow> before = PartTable.find(tx, own);
    before.ifPresent(b -> requireEpoch(b, epoch));
    if (before.isEmpty() || before.get().phase() == Phase.DELETED) {
      // A create that was sent earlier and comes later must not bring it back.
      PartTable.deleted(tx, own, epoch);
    } else {
      PartTable.deleting(tx, own, epoch);
    }
  }

  @Override
  public List<DeploymentId> deploymentList() {
    return store.read(tx -> PartTable.find(tx, own)).stream()
        .filter(r -> r.phase() != Phase.DELETED)
        .map(PartRow::deployment)
        .toList();
  }

  private void requireOwn(DeploymentId id) {
    if (!id.equals(own)) {
      throw notFound(id);
    }
  }

  private static ApiException notFound(DeploymentId id) {
    return new ApiException(
        Status.NOT_FOUND, "no-deployment", "there is no deployment " + id + " here");
  }
}
