package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.datacenter.HeldLeases.Untold;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.Offer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the datacenter's offer in the registry's book: every few seconds, and when what is free has
 * changed. An agent that cannot see its infrastructure lets its offer expire.
 */
final class OfferHeartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(OfferHeartbeat.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration EXPIRY = EVERY.multipliedBy(3);

  private final DatacenterAgent.Setup setup;
  private final Store store;
  private final RoleRuntime runtime;
  private final AgentState state;
  private final Signal signal;
  private Optional<Resources> offered = Optional.empty();
  private boolean sending;
  private boolean failing;
  private volatile boolean closed;

  OfferHeartbeat(DatacenterAgent.Setup setup, AgentState state) {
    this.setup = setup;
    this.store = setup.store();
    this.runtime = setup.runtime();
    this.state = state;
    this.signal = new Signal(runtime, EVERY, this::send);
  }

  void start() {
    store.write(
        tx -> {
          HeldLeases.tellAgain(tx);
          return true;
        });
    signal.raise();
  }

  void close() {
    closed = true;
    signal.close();
  }

  /** What the datacenter has was looked at. */
  void looked(Capacity capacity) {
    if (!failing && store.read(tx -> isNews(tx, capacity))) {
      signal.raise();
    }
  }

  private boolean isNews(Transaction tx, Capacity capacity) {
    return !offered.equals(Optional.of(free(tx, capacity))) || !HeldLeases.untold(tx, 1).isEmpty();
  }

  /** What is free for others: neither used by nodes nor reserved for those that are to come. */
  private static Resources free(Transaction tx, Capacity capacity) {
    Resources reserved = PartTable.reservedBeside(tx, Optional.empty());
    return Room.least(capacity.free(), capacity.total().less(reserved));
  }

  private void send() {
    Optional<Capacity> known = state.capacity();
    if (closed || sending || known.isEmpty() || state.trouble().isPresent()) {
      return;
    }
    // What is free and what is told of leases belong together: they are of one moment.
    Telling telling = store.write(tx -> telling(tx, known.get()));
    sending = true;
    runtime.call(
        () -> setup.registry().datacenterUpdate(telling.report()),
        instructions -> sent(telling, instructions),
        this::failed);
  }

  /** A report, and what the registry will have heard of when it has answered. */
  private record Telling(DatacenterReport report, List<Untold> untold) {}

  private Telling telling(Transaction tx, Capacity capacity) {
    Resources free = free(tx, capacity);
    List<Untold> untold = HeldLeases.untold(tx, DatacenterReport.MOST_LEASES);
    Offer offer =
        offer(
            new Capacity(capacity.total(), free, capacity.largestNode()),
            AgentValues.nextOffer(tx));
    return new Telling(
        new DatacenterReport(offer, untold.stream().map(Untold::lease).toList()), untold);
  }

  private Offer offer(Capacity capacity, long sequence) {
    Offering offering = setup.offering();
    return new Offer(
        setup.id(),
        offering.name(),
        offering.region(),
        offering.commitment(),
        offering.prices(),
        capacity,
        sequence,
        runtime.now().plus(EXPIRY),
        setup.advertised(),
        offering.simulated());
  }

  private void sent(Telling telling, DatacenterInstructions instructions) {
    sending = false;
    offered = Optional.of(telling.report().offer().capacity().free());
    if (failing) {
      LOG.info("the registry answers again");
      failing = false;
    }
    if (telling.untold().isEmpty() && instructions.ended().isEmpty()) {
      return;
    }
    boolean removed =
        store.write(
            tx -> {
              HeldLeases.told(tx, telling.untold());
              return instructions.ended().stream().filter(id -> end(tx, id)).count() > 0;
            });
    if (removed) {
      state.changed();
    }
    if (telling.untold().size() == DatacenterReport.MOST_LEASES) {
      signal.raise(); // there may be more
    }
  }

  /** Lets the part of a lease go that is closed; its deployment was deleted, or has left. */
  private static boolean end(Transaction tx, LeaseId id) {
    Optional<PartRow> part =
        PartTable.find(tx, id.deployment())
            .filter(p -> p.epoch() == id.epoch() && p.phase() != PartRow.Phase.DELETED);
    if (part.isEmpty()) {
      HeldLeases.gone(tx, id);
      return false;
    }
    if (part.get().deleting()) {
      return false;
    }
    LOG.info("the lease {} is closed: its nodes are removed", id);
    PartTable.deleting(tx, id.deployment(), id.epoch());
    return true;
  }

  private void failed(Exception cause) {
    sending = false;
    offered = Optional.empty();
    if (!failing && !closed) {
      LOG.warn("the registry does not take the offer, trying on: {}", cause.getMessage());
      failing = true;
    }
  }
}
