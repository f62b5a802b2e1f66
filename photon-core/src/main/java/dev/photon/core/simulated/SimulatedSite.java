package dev.photon.core.simulated;

import dev.photon.config.Resources;
import dev.photon.core.simulated.SimulatedInfrastructure.Faults;
import dev.photon.spi.BackendException;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What exists of one simulated datacenter. Thread-safe; hints are given outside its lock. */
final class SimulatedSite {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedSite.class);

  private final AnsweringPorts ports;
  private final Map<NodeId, SimulatedNode> nodes = new TreeMap<>();
  private final Map<DeploymentId, Set<Connection>> networks = new TreeMap<>();
  private final List<NodeId> created = new ArrayList<>();
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private SplittableRandom random = new SplittableRandom(1);
  private boolean seeded;
  private Faults faults = Faults.NONE;
  private boolean unreachable;
  private int heldHints;

  /** An object of its own for each subscription: the same task may watch twice. */
  private static final class Watcher {
    private final Runnable changed;

    private Watcher(Runnable changed) {
      this.changed = changed;
    }
  }

  /** A call's work, done under the lock. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws BackendException;
  }

  SimulatedSite(AnsweringPorts ports) {
    this.ports = ports;
  }

  /** The first seed counts: a backend that is opened again goes on where the last one stopped. */
  synchronized void seed(long seed) {
    if (!seeded) {
      random = new SplittableRandom(seed);
      seeded = true;
    }
  }

  /** Carries a call out, with the faults that are asked for. */
  <T> T call(boolean changes, Work<T> work) throws BackendException {
    T answer;
    int hints;
    boolean unanswered;
    synchronized (this) {
      if (unreachable || chance(faults.refused())) {
        throw unavailable();
      }
      hints = heldHints;
      heldHints = 0;
      answer = work.run();
      unanswered = chance(faults.unanswered());
      if (changes) {
        hints += hints();
      }
    }
    hint(hints);
    if (unanswered) {
      throw unavailable();
    }
    return answer;
  }

  Capacity capacity(Resources total, Instant now) {
    Resources used = Resources.NONE;
    for (ObservedNode node : seen(now)) {
      used = used.plus(node.reserved());
    }
    var free =
        new Resources(
            Math.max(0, total.milliCpu() - used.milliCpu()),
            Math.max(0, total.memoryBytes() - used.memoryBytes()),
            Math.max(0, total.diskBytes() - used.diskBytes()));
    return new Capacity(total, free, total);
  }

  synchronized List<ObservedNode> seen(Instant now) {
    return nodes.values().stream().map(n -> n.seen(now)).toList();
  }

  synchronized void create(NodeSpec spec, Instant now, SimulatedOptions options)
      throws BackendException {
    if (nodes.containsKey(spec.id())) {
      return;
    }
    String image = spec.template().image();
    if (options.imageNotFound().matcher(image).matches()) {
      throw new BackendException(
          BackendException.Kind.IMAGE_NOT_FOUND,
          "the simulated datacenter has no image '" + image + "' for " + spec.id());
    }
    Resources free = capacity(options.total(), now).free();
    Resources asked = spec.template().resources();
    if (!asked.fitsIn(free)) {
      throw new BackendException(
          BackendException.Kind.NO_CAPACITY,
          spec.id() + " asks for " + asked + ", free is " + free);
    }
    long delay = options.startDelay().toNanos();
    Instant ready = now.plusNanos(delay + (delay < 4 ? 0 : random.nextLong(delay / 4)));
    List<NodeAddress> addresses =
        options.answer() ? ports.open(spec) : AnsweringPorts.imagined(spec);
    nodes.put(spec.id(), new SimulatedNode(spec, now, ready, end(spec, now), addresses));
    created.add(spec.id());
  }

  synchronized void delete(NodeId id) {
    if (nodes.remove(id) != null) {
      ports.close(id);
    }
  }

  synchronized void allow(DeploymentId deployment, Set<Connection> whole) {
    if (whole.isEmpty()) {
      networks.remove(deployment);
    } else {
      networks.put(deployment, Set.copyOf(whole));
    }
  }

  synchronized Set<Connection> allowed(DeploymentId deployment) {
    return networks.getOrDefault(deployment, Set.of());
  }

  synchronized List<NodeId> created() {
    return List.copyOf(created);
  }

  synchronized void unreachable(boolean broken) {
    unreachable = broken;
  }

  synchronized void faults(Faults asked) {
    faults = asked;
  }

  void kill(NodeId id, Instant at, String detail) {
    int hints;
    synchronized (this) {
      nodes.computeIfPresent(id, (unused, node) -> node.ended(at, detail));
      ports.close(id);
      hints = hints();
    }
    hint(hints);
  }

  void lose(NodeId id) {
    int hints;
    synchronized (this) {
      delete(id);
      hints = hints();
    }
    hint(hints);
  }

  Subscription watch(Runnable changed) {
    var watcher = new Watcher(changed);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** A node whose arguments are "exit" and a status ends at once. */
  private static SimulatedNode.End end(NodeSpec spec, Instant now) {
    List<String> args = spec.template().args();
    return args.size() == 2 && args.get(0).equals("exit")
        ? new SimulatedNode.End(now.plus(Duration.ofMillis(1)), "exited with status " + args.get(1))
        : SimulatedNode.End.NEVER;
  }

  private int hints() {
    if (chance(faults.lostHints())) {
      return 0;
    }
    if (chance(faults.lateHints())) {
      heldHints++;
      return 0;
    }
    return chance(faults.doubledHints()) ? 2 : 1;
  }

  /** Draws only where there is a chance, so that a run without faults is the same as ever. */
  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private void hint(int times) {
    for (int i = 0; i < times; i++) {
      for (Watcher watcher : watchers) {
        try {
          watcher.changed.run();
        } catch (RuntimeException e) {
          LOG.warn("a watcher of the simulated datacenter has a fault", e);
        }
      }
    }
  }

  private static BackendException unavailable() {
    return new BackendException(
        BackendException.Kind.UNAVAILABLE, "the simulated infrastructure does not answer");
  }
}
