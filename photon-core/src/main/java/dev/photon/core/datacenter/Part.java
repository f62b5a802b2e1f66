package dev.photon.core.datacenter;

import dev.photon.config.ServiceName;
import dev.photon.core.datacenter.Announcements.Announced;
import dev.photon.core.datacenter.StatusView.Hindrance;
import dev.photon.core.gateway.Gateway.Entry;
import dev.photon.core.reconcile.Action;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.PublicAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the loop knows of one part. Only the loop touches it. */
final class Part {
  final DeploymentId id;
  PartRow row;

  /** As stored. */
  Map<SlotId, SlotHistory> slots;

  /** As stored. */
  Announced announced;

  /** As stored. */
  Map<PublicPorts.Key, Integer> ports;

  /** The nodes that were decided by. */
  List<ObservedNode> nodes = List.of();

  /** The change of the row that was decided by. */
  long decided;

  /** Whether to decide although nothing that is observed has changed. */
  boolean dirty = true;

  /** When to decide although nothing has changed. */
  Optional<Instant> again = Optional.empty();

  /** The first observation that shows what we did. */
  long observableFrom;

  /** What the network was told since we started; empty while it was told nothing. */
  Optional<Set<Connection>> allowed = Optional.empty();

  Optional<SortedMap<Entry, List<NodeAddress>>> published = Optional.empty();
  Map<ServiceName, List<PublicAddress>> addresses = Map.of();
  Map<ServiceName, Hindrance> hindrances = Map.of();
  final Map<ServiceName, String> failures = new TreeMap<>();
  Optional<String> trouble = Optional.empty();

  /** What is to be done, in order. */
  final Deque<Job> queue = new ArrayDeque<>();

  /** How many jobs are under way. */
  int running;

  /** Whether the job under way must end before the next begins. */
  boolean alone;

  Part(
      PartRow row,
      Map<SlotId, SlotHistory> slots,
      Announced announced,
      Map<PublicPorts.Key, Integer> ports) {
    this.id = row.deployment();
    this.row = row;
    this.slots = slots;
    this.announced = announced;
    this.ports = ports;
  }

  boolean busy() {
    return running > 0 || !queue.isEmpty();
  }

  /** What others are shown, with the nodes as they were last observed. */
  AgentState.Seen seen(List<ObservedNode> observed) {
    return new AgentState.Seen(decided, observed, hindrances, addresses, trouble);
  }

  /** One call of the backend. */
  sealed interface Job {
    void run(DatacenterBackend backend) throws BackendException;

    /** Whether nothing else is done for the part meanwhile. */
    default boolean alone() {
      return true;
    }
  }

  /** Make the network. */
  record Allow(DeploymentId deployment, Set<Connection> whole) implements Job {
    @Override
    public void run(DatacenterBackend backend) throws BackendException {
      backend.allow(deployment, whole);
    }
  }

  /** Remove what is left when all nodes are gone. */
  record Finish(DeploymentId deployment) implements Job {
    @Override
    public void run(DatacenterBackend backend) throws BackendException {
      backend.allow(deployment, Set.of());
    }
  }

  /** Take a step of the plan. */
  record Step(Action action) implements Job {
    @Override
    public void run(DatacenterBackend backend) throws BackendException {
      if (action instanceof Action.Create create) {
        backend.create(create.node());
      } else if (action instanceof Action.Delete delete) {
        backend.delete(delete.id());
      } else {
        throw new AssertionError(action);
      }
    }

    @Override
    public boolean alone() {
      return false;
    }
  }
}
