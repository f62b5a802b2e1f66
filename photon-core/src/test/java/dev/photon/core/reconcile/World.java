package dev.photon.core.reconcile;

import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A datacenter of the simplest kind, and an agent that obeys plans. What must never happen throws
 * as soon as it does.
 */
final class World {
  static final DeploymentId SHOP = new DeploymentId("shop");
  static final DeploymentId OTHER = new DeploymentId("other");

  final Random random;
  final Map<NodeId, ObservedNode> nodes = new TreeMap<>();
  final Set<NodeId> everMade = new HashSet<>();
  Map<SlotId, SlotHistory> slots = new TreeMap<>();
  DesiredDeployment part;
  boolean deleting;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  World(Random random, DesiredDeployment part) {
    this.random = random;
    this.part = part;
  }

  static NodeTemplate template(int version) {
    return new NodeTemplate(
        "app:" + version, List.of(), Map.of(), new Resources(100, 1 << 20, 0), List.of());
  }

  static DesiredService service(
      String name, int nodes, int version, Rollout rollout, String... needs) {
    return new DesiredService(
        ServiceName.of(name),
        nodes,
        template(version),
        List.of(needs).stream().map(ServiceName::of).toList(),
        rollout);
  }

  static DesiredDeployment part(long revision, long epoch, DesiredService... services) {
    return new DesiredDeployment(SHOP, revision, epoch, List.of(services), Set.of(), Set.of());
  }

  ObservedNode put(String id, NodeState state, int version, long epoch, String detail) {
    return put(NodeId.parse(id), state, template(version).fingerprint(), 1, epoch, detail);
  }

  private ObservedNode put(
      NodeId id, NodeState state, String fingerprint, long revision, long epoch, String detail) {
    ObservedNode node =
        new ObservedNode(
            id, state, fingerprint, revision, epoch, detail, now, List.of(), Resources.NONE);
    nodes.put(id, node);
    everMade.add(id);
    return node;
  }

  void become(ObservedNode n, NodeState state, String detail) {
    put(n.id(), state, n.fingerprint(), n.revision(), n.epoch(), detail);
  }

  ObservedState.Known observed() {
    return new ObservedState.Known(List.copyOf(nodes.values()));
  }

  DesiredState desired() {
    return new DesiredState(part, deleting, slots);
  }

  /** One pass of an agent, up to where its plan is stored. */
  Plan decide() {
    slots = SlotMemory.seen(slots, SHOP, observed(), now);
    Plan plan = new LevelReconciler().reconcile(desired(), observed(), now);
    Invariants.check(this, plan);
    slots = SlotMemory.planned(slots, plan);
    return plan;
  }

  /** Carries out the first actions of a plan, as if the agent was killed after them. */
  void act(Plan plan, int first) {
    for (Action action : plan.actions().subList(0, first)) {
      if (action instanceof Action.Create create) {
        make(create);
      } else if (random.nextBoolean()) {
        nodes.remove(action.id());
      } else {
        become(node(action.id()), NodeState.STOPPING, "");
      }
      Invariants.checkLive(this, action);
    }
  }

  private void make(Action.Create create) {
    ObservedNode there = nodes.get(create.id());
    if (there == null && everMade.contains(create.id())) {
      throw new AssertionError("used twice: " + create);
    }
    boolean halfMade = there == null && random.nextInt(5) == 0;
    put(
        create.id(),
        halfMade ? NodeState.CREATED : NodeState.STARTING,
        create.node().template().fingerprint(),
        create.node().revision(),
        create.node().epoch(),
        "");
  }

  Plan pass() {
    Plan plan = decide();
    act(plan, plan.actions().size());
    return plan;
  }

  /** Everything that was asked for comes about. */
  void settle() {
    for (ObservedNode node : List.copyOf(nodes.values())) {
      if (node.state() == NodeState.STOPPING) {
        nodes.remove(node.id());
      } else if (node.state() == NodeState.STARTING) {
        become(node, NodeState.READY, "");
      }
    }
    now = now.plusSeconds(1);
  }

  /** Some of it comes about, and some nodes die or are not ready any more. */
  void stir() {
    for (ObservedNode node : List.copyOf(nodes.values())) {
      int dice = random.nextInt(8);
      if (dice == 0 && node.state() != NodeState.STOPPING) {
        become(node, NodeState.DEAD, "exited with status 1");
      } else if (dice == 1 && node.state() == NodeState.READY) {
        become(node, NodeState.STARTING, "unhealthy");
      } else if (dice > 3 && node.state() == NodeState.STARTING) {
        become(node, NodeState.READY, "");
      } else if (dice > 3 && node.state() == NodeState.STOPPING) {
        nodes.remove(node.id());
      }
    }
    now = now.plusSeconds(random.nextInt(5));
  }

  /** Runs until nothing more is planned; says after how many rounds. */
  int converge(int most) {
    for (int round = 0; round < most; round++) {
      Plan plan = pass();
      boolean going =
          nodes.values().stream()
              .anyMatch(n -> n.state() == NodeState.STOPPING || n.state() == NodeState.STARTING);
      if (plan.isEmpty() && plan.again().isEmpty() && !going) {
        return round;
      }
      settle();
      now = now.plus(plan.again().orElse(Duration.ZERO));
    }
    throw new AssertionError("no end after " + most + " rounds: " + decide() + " of " + this);
  }

  /** Whether exactly what is wanted is there. */
  boolean converged() {
    Set<String> wanted = new TreeSet<>();
    if (!deleting) {
      for (DesiredService s : part.services()) {
        for (int slot = 0; slot < s.nodes(); slot++) {
          wanted.add(s.name() + "/" + slot + " READY " + s.template().fingerprint() + part.epoch());
        }
      }
    }
    List<String> there = own().stream().map(World::shape).toList();
    return there.size() == wanted.size() && wanted.containsAll(there);
  }

  private static String shape(ObservedNode n) {
    String slot = n.id().service() + "/" + n.id().slot();
    return slot + " " + n.state() + " " + n.fingerprint() + n.epoch();
  }

  ObservedNode node(NodeId id) {
    return Objects.requireNonNull(nodes.get(id), id::toString);
  }

  List<ObservedNode> own() {
    return nodes.values().stream().filter(n -> n.id().deployment().equals(SHOP)).toList();
  }

  List<ObservedNode> of(ServiceName service) {
    return own().stream().filter(n -> n.id().service().equals(service)).toList();
  }

  World copy(long seed) {
    World copy = new World(new Random(seed), part);
    copy.nodes.putAll(nodes);
    copy.everMade.addAll(everMade);
    copy.slots = slots;
    copy.deleting = deleting;
    copy.now = now;
    return copy;
  }

  @Override
  public String toString() {
    return part.services() + (deleting ? " deleting " : " ") + nodes.values();
  }
}
