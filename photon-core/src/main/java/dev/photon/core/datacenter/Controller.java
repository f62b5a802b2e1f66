package dev.photon.core.datacenter;

import dev.photon.core.datacenter.Part.Job;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.reconcile.Action;
import dev.photon.core.reconcile.SlotMemory;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.core.store.Store;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop: signal, observe, reconcile, act. One look at the infrastructure serves all deployments
 * of the datacenter. A part is decided about only by a look that was begun after the last thing
 * that was done for it: an older one may not show it, and a node would be made twice.
 */
final class Controller implements Crew.Outcome {
  private static final Logger LOG = LoggerFactory.getLogger(Controller.class);

  /** How soon to look again while nodes are on their way from one state to another. */
  private static final Duration SOON = Duration.ofMillis(500);

  /** For how long a node is worth looking at more often. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final DatacenterBackend backend;
  private final Store store;
  private final RoleRuntime runtime;
  private final Gateway gateway;
  private final AgentState state;
  private final PartPass pass;
  private final Consumer<Capacity> offers;
  private final PartUsage usage;
  private final Signal signal;
  private final Crew crew;
  private final PartBook book;
  private Subscription soon = Subscription.NONE;
  private long observation;
  private boolean observing;
  private boolean lookAgain;
  private volatile boolean closed;

  /** What a look at the infrastructure shows. */
  private record Look(Capacity capacity, List<ObservedNode> nodes) {}

  Controller(
      DatacenterAgent.Setup setup,
      Duration tick,
      AgentState state,
      PartPass pass,
      Consumer<Capacity> offers) {
    this.backend = setup.backend();
    this.store = setup.store();
    this.runtime = setup.runtime();
    this.gateway = setup.gateway();
    this.state = state;
    this.pass = pass;
    this.offers = offers;
    this.usage = new PartUsage(store);
    this.signal = new Signal(runtime, tick, this::look);
    this.book = new PartBook(store);
    this.crew = new Crew(backend, runtime, book.parts(), this);
  }

  /** Wakes the loop. From any thread. */
  void signal() {
    signal.raise();
  }

  void close() {
    closed = true;
    signal.close();
    runtime.execute(() -> soon.close());
  }

  private void look() {
    if (observing) {
      lookAgain = true;
      return;
    }
    observing = true;
    long number = ++observation;
    runtime.call(
        () -> new Look(backend.capacity(), backend.observe()),
        look -> looked(() -> observed(number, look)),
        cause -> looked(() -> unobserved(cause)));
  }

  private void looked(Runnable then) {
    observing = false;
    if (closed) {
      return;
    }
    try {
      then.run();
    } finally {
      if (lookAgain) {
        lookAgain = false;
        signal.raise();
      }
    }
  }

  private void unobserved(Exception cause) {
    String why = why(cause);
    if (!state.trouble().equals(Optional.of(why))) {
      LOG.warn("the infrastructure cannot be observed, nothing is changed: {}", why);
    }
    state.trouble(why);
  }

  private void observed(long number, Look look) {
    Instant now = runtime.now();
    book.load();
    SortedMap<DeploymentId, List<ObservedNode>> nodes = new TreeMap<>();
    look.nodes().stream()
        .sorted(Comparator.comparing(ObservedNode::id))
        .forEach(n -> nodes.computeIfAbsent(n.id().deployment(), id -> new ArrayList<>()).add(n));
    nodes.keySet().forEach(book::adopt);
    for (Part part : book.parts().values()) {
      List<ObservedNode> own = nodes.getOrDefault(part.id, List.of());
      if (!part.busy() && number >= part.observableFrom) {
        decide(part, own, now);
      }
      state.seen(part.id, part.seen(own));
    }
    capacity(look.capacity());
    usage.looked(now, nodes);
    state.observed(now);
    crew.pump();
    offers.accept(look.capacity());
    sleep(look.nodes(), now);
  }

  /** A fault in one part must not keep the others from being looked after. */
  private void decide(Part part, List<ObservedNode> nodes, Instant now) {
    try {
      pass.run(part, nodes, now);
    } catch (RuntimeException e) {
      LOG.error("cannot decide about {}", part.id, e);
      part.trouble = Optional.of("the agent has a fault: " + why(e));
    }
  }

  /** What there is in all is stored, so that calls are answered before the first look. */
  private void capacity(Capacity seen) {
    boolean same =
        state
            .capacity()
            .filter(c -> c.total().equals(seen.total()))
            .filter(c -> c.largestNode().equals(seen.largestNode()))
            .isPresent();
    if (!same) {
      store.write(
          tx -> {
            AgentValues.capacity(tx, seen);
            return true;
          });
    }
    state.capacity(seen);
  }

  private void sleep(List<ObservedNode> nodes, Instant now) {
    Optional<Duration> next =
        book.parts().values().stream()
            .filter(p -> !p.busy())
            .flatMap(p -> p.again.stream())
            .min(Comparator.naturalOrder())
            .map(at -> Duration.between(now, at));
    Instant lately = now.minus(PATIENCE);
    boolean underWay =
        nodes.stream()
            .filter(n -> n.state() != NodeState.READY && n.state() != NodeState.DEAD)
            .anyMatch(n -> n.since().isAfter(lately));
    if (underWay && next.filter(d -> d.compareTo(SOON) < 0).isEmpty()) {
      next = Optional.of(SOON);
    }
    soon.close();
    soon =
        next.map(d -> runtime.after(d.compareTo(AT_ONCE) < 0 ? AT_ONCE : d, this::signal))
            .orElse(Subscription.NONE);
  }

  @Override
  public void done(Part part, Job job) {
    if (closed) {
      return;
    }
    part.observableFrom = observation + 1;
    if (job instanceof Part.Allow allow) {
      part.allowed = Optional.of(allow.whole());
      part.trouble = Optional.empty();
    } else if (job instanceof Part.Finish) {
      part.dirty = true;
      finish(part);
    } else if (job instanceof Part.Step step) {
      LOG.info("{}", step.action());
      part.trouble = Optional.empty();
      if (step.action() instanceof Action.Create create) {
        part.failures.remove(create.id().service());
      }
    } else {
      throw new AssertionError(job);
    }
    if (!part.busy()) {
      signal();
    }
  }

  @Override
  public void failed(Part part, Job job, Exception cause) {
    if (closed) {
      return;
    }
    part.observableFrom = observation + 1;
    part.dirty = true;
    if (job instanceof Part.Step step
        && step.action() instanceof Action.Create create
        && isTheNodesOwn(cause)) {
      refused(part, create.id(), cause);
    } else {
      // The infrastructure is in trouble, not the node: what is left waits for the next look.
      part.trouble = Optional.of(why(cause));
      part.queue.clear();
      state.seen(part.id, part.seen(part.nodes));
      LOG.warn("{} of {}: {}", job.getClass().getSimpleName(), part.id, why(cause));
    }
  }

  private static boolean isTheNodesOwn(Exception cause) {
    if (!(cause instanceof BackendException refusal)) {
      return true;
    }
    return switch (refusal.kind()) {
      case NO_CAPACITY, IMAGE_NOT_FOUND, INVALID -> true;
      case UNAVAILABLE, CONFLICT -> false;
    };
  }

  /** A node that cannot be made counts as one that died: its slot backs off. */
  private void refused(Part part, NodeId id, Exception cause) {
    LOG.warn("create {}: {}", id, why(cause));
    part.failures.put(id.service(), why(cause));
    book.saveSlots(part, SlotMemory.failed(part.slots, id, runtime.now()));
    if (!part.busy()) {
      signal();
    }
  }

  private void finish(Part part) {
    boolean over = book.over(part);
    part.allowed = Optional.empty();
    if (over) {
      gateway.unpublish(part.id);
      state.gone(part.id);
      LOG.info("{} is gone", part.id);
    }
  }

  private static String why(Exception cause) {
    return Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
  }
}
