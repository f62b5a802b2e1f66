package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.core.datacenter.Announcements.News;
import dev.photon.core.datacenter.StatusView.Hindrance;
import dev.photon.core.event.EventLog;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.gateway.Gateway.Entry;
import dev.photon.core.reconcile.DesiredState;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.core.reconcile.LevelReconciler;
import dev.photon.core.reconcile.ObservedState;
import dev.photon.core.reconcile.Plan;
import dev.photon.core.reconcile.Reconciler;
import dev.photon.core.reconcile.SlotMemory;
import dev.photon.core.store.Store;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.PublicAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides for one part: observed nodes in, jobs out. What must be remembered is stored before the
 * jobs are there to be done. Only the loop calls it.
 */
final class PartPass {
  /** So many deaths in a row are no accident any more. */
  private static final int CRASHING = 3;

  private final Reconciler reconciler = new LevelReconciler();
  private final Store store;
  private final EventLog events;
  private final Gateway gateway;

  PartPass(Store store, EventLog events, Gateway gateway) {
    this.store = store;
    this.events = events;
    this.gateway = gateway;
  }

  /** Decides, unless nothing has changed since the last time. */
  void run(Part part, List<ObservedNode> nodes, Instant now) {
    boolean due = part.again.filter(at -> !now.isBefore(at)).isPresent();
    if (!part.dirty && !due && nodes.equals(part.nodes)) {
      return;
    }
    var observed = new ObservedState.Known(nodes);
    Map<SlotId, SlotHistory> seen = SlotMemory.seen(part.slots, part.id, observed, now);
    Plan plan =
        reconciler.reconcile(
            new DesiredState(part.row.desired(), part.row.deleting(), seen), observed, now);
    Map<SlotId, SlotHistory> planned = SlotMemory.planned(seen, plan);
    News news =
        Announcements.of(part.row.desired(), part.row.deleting(), part.announced, nodes, plan, now);
    remember(part, planned, news);
    part.nodes = nodes;
    part.decided = part.row.change();
    part.again = again(plan, planned, now);
    publish(part);
    part.hindrances = hindrances(part, plan);
    enqueue(part, plan);
    part.dirty = false;
  }

  private void remember(Part part, Map<SlotId, SlotHistory> slots, News news) {
    if (!slots.equals(part.slots)
        || !news.announced().equals(part.announced)
        || !news.events().isEmpty()) {
      store.write(
          tx -> {
            PartMemory.saveSlots(tx, part.id, part.slots, slots);
            PartMemory.saveAnnounced(tx, part.id, part.announced, news.announced());
            for (Event event : news.events()) {
              long unused = events.append(tx, part.id.value(), event);
            }
            return true;
          });
    }
    part.slots = slots;
    part.announced = news.announced();
    if (!news.events().isEmpty()) {
      events.appended(part.id.value());
    }
  }

  /** A slot whose node has been ready long enough is forgiven, which nothing else would show. */
  private static Optional<Instant> again(Plan plan, Map<SlotId, SlotHistory> slots, Instant now) {
    Optional<Instant> planned = plan.again().map(now::plus);
    boolean deaths = slots.values().stream().anyMatch(h -> h.deaths() > 0);
    Optional<Instant> forgiven =
        deaths ? Optional.of(now.plus(SlotMemory.FORGIVEN_AFTER)) : Optional.empty();
    return planned.isPresent() && (forgiven.isEmpty() || planned.get().isBefore(forgiven.get()))
        ? planned
        : forgiven;
  }

  private void publish(Part part) {
    var wished = PublicPorts.of(part.row.desired(), part.nodes, part.ports);
    if (part.published.equals(Optional.of(wished))
        || (part.published.isEmpty() && wished.isEmpty())) {
      return;
    }
    SortedMap<Entry, PublicAddress> given = gateway.publish(part.id, wished);
    Map<PublicPorts.Key, Integer> ports = new TreeMap<>(part.ports);
    given.forEach((entry, a) -> ports.put(PublicPorts.Key.of(entry), a.publicPort()));
    if (!ports.equals(part.ports)) {
      store.write(
          tx -> {
            given.forEach(
                (entry, a) ->
                    PartMemory.savePort(tx, part.id, PublicPorts.Key.of(entry), a.publicPort()));
            return true;
          });
      part.ports = ports;
    }
    part.published = Optional.of(PublicPorts.of(part.row.desired(), part.nodes, part.ports));
    Map<ServiceName, List<PublicAddress>> addresses = new TreeMap<>();
    given.forEach(
        (entry, a) ->
            addresses.computeIfAbsent(entry.service(), unused -> new ArrayList<>()).add(a));
    part.addresses = addresses;
  }

  private static Map<ServiceName, Hindrance> hindrances(Part part, Plan plan) {
    Map<ServiceName, Hindrance> hindrances = new TreeMap<>();
    plan.waiting().forEach((s, why) -> hindrances.put(s, new Hindrance(why, crashing(part, s))));
    part.failures.forEach(
        (service, failure) ->
            hindrances.merge(
                service,
                new Hindrance(failure, true),
                (waits, fails) -> new Hindrance(failure + "; " + waits.text(), true)));
    return hindrances;
  }

  private static boolean crashing(Part part, ServiceName service) {
    return part.slots.entrySet().stream()
        .anyMatch(e -> e.getKey().service().equals(service) && e.getValue().deaths() >= CRASHING);
  }

  private static void enqueue(Part part, Plan plan) {
    if (part.row.deleting()) {
      if (part.nodes.isEmpty()) {
        part.queue.add(new Part.Finish(part.id));
        return;
      }
    } else if (!part.allowed.equals(Optional.of(part.row.desired().connections()))) {
      part.queue.add(new Part.Allow(part.id, part.row.desired().connections()));
    }
    plan.actions().forEach(action -> part.queue.add(new Part.Step(action)));
  }
}
