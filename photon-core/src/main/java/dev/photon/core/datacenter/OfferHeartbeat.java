package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.core.store.Store;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Offer;
import java.time.Duration;
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
    signal.raise();
  }

  void close() {
    closed = true;
    signal.close();
  }

  /** What the datacenter has was looked at. */
  void looked(Capacity capacity) {
    if (!failing && !offered.equals(Optional.of(free(capacity)))) {
      signal.raise();
    }
  }

  /** What is free for others: neither used by nodes nor reserved for those that are to come. */
  private Resources free(Capacity capacity) {
    Resources reserved = store.read(tx -> PartTable.reservedBeside(tx, Optional.empty()));
    return Room.least(capacity.free(), Room.left(capacity.total(), reserved));
  }

  private void send() {
    Optional<Capacity> known = state.capacity();
    if (closed || sending || known.isEmpty() || state.trouble().isPresent()) {
      return;
    }
    Resources free = free(known.get());
    Offer offer = offer(new Capacity(known.get().total(), free, known.get().largestNode()));
    sending = true;
    runtime.call(
        () -> {
          setup.registry().datacenterUpdate(offer);
          return free;
        },
        this::sent,
        this::failed);
  }

  private Offer offer(Capacity capacity) {
    Offering offering = setup.offering();
    return new Offer(
        setup.id(),
        offering.name(),
        offering.region(),
        offering.commitment(),
        offering.prices(),
        capacity,
        store.write(AgentValues::nextOffer),
        runtime.now().plus(EXPIRY),
        setup.advertised(),
        offering.simulated());
  }

  private void sent(Resources free) {
    sending = false;
    offered = Optional.of(free);
    if (failing) {
      LOG.info("the registry answers again");
      failing = false;
    }
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
