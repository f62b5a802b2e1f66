package dev.photon.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * The laws; what must hold at every single step is in {@link Invariants}, which all these check.
 */
class LevelReconcilerPropertiesTest {
  private static final int ROUNDS = 150;
  private final Reconciler reconciler = new LevelReconciler();

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void convergesWhateverThereIsAndThenRests(@ForAll long seed) {
    World world = Worlds.chaos(new Random(seed));
    List<ObservedNode> foreign = foreign(world);

    world.converge(ROUNDS);

    assertThat(world.converged()).as("%s", world).isTrue();
    Plan plan = world.decide();
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.waiting()).isEmpty();
    assertThat(plan.again()).isEmpty();
    assertThat(foreign(world).stream().map(ObservedNode::id))
        .containsAll(
            foreign.stream()
                .filter(n -> n.state() != NodeState.STOPPING)
                .map(ObservedNode::id)
                .toList());
  }

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void convergesWhenFaultsAndChangesOfMindStop(@ForAll long seed) {
    Random random = new Random(seed);
    World world = new World(random, Worlds.part(random, 1));
    for (int i = 0; i < 25; i++) {
      if (random.nextInt(6) == 0) {
        revise(world, Worlds.part(random, i));
      }
      Plan plan = world.decide();
      // A crash between any two steps, or none.
      world.act(plan, random.nextInt(plan.actions().size() + 1));
      world.stir();
    }
    world.deleting = random.nextInt(6) == 0;

    world.converge(ROUNDS);

    assertThat(world.converged()).as("%s", world).isTrue();
  }

  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void aCrashAfterAnyStepLeadsToTheSame(@ForAll long seed) {
    World world = Worlds.chaos(new Random(seed));
    Plan plan = world.decide();
    for (int steps = 0; steps <= plan.actions().size(); steps++) {
      World crashed = world.copy(seed);
      crashed.act(plan, steps);
      crashed.converge(ROUNDS);
      assertThat(crashed.converged()).as("after %d of %s", steps, plan).isTrue();
    }
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void theOrderOfListsHasNoSay(@ForAll long seed) {
    Random random = new Random(seed);
    World world = Worlds.chaos(random);
    List<ObservedNode> nodes = new ArrayList<>(world.nodes.values());
    List<DesiredService> services = new ArrayList<>(world.part.services());
    Collections.shuffle(nodes, random);
    Collections.shuffle(services, random);
    DesiredDeployment p = world.part;
    DesiredDeployment part =
        new DesiredDeployment(
            p.deployment(),
            p.revision(),
            p.epoch(),
            services,
            p.connections(),
            p.unreadyElsewhere());

    Plan plan =
        reconciler.reconcile(
            new DesiredState(part, world.deleting, world.slots),
            new ObservedState.Known(nodes),
            world.now);

    Plan inOrder = reconciler.reconcile(world.desired(), world.observed(), world.now);
    assertThat(plan).isEqualTo(inOrder).hasToString(inOrder.toString());
    assertThat(SlotMemory.seen(world.slots, World.SHOP, new ObservedState.Known(nodes), world.now))
        .isEqualTo(SlotMemory.seen(world.slots, World.SHOP, world.observed(), world.now));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void nothingFollowsFromTheUnknownOrForALaterEpoch(@ForAll long seed) {
    World world = Worlds.chaos(new Random(seed));
    assertThat(
            reconciler
                .reconcile(world.desired(), new ObservedState.Unknown("no answer"), world.now)
                .actions())
        .isEmpty();
    world.put("shop/s0/0#9", NodeState.READY, 0, 6, "");
    assertThat(reconciler.reconcile(world.desired(), world.observed(), world.now).actions())
        .isEmpty();
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void aHealthyRolloutGoesAFewAtATimeAndStaysAvailable(@ForAll long seed) {
    Random random = new Random(seed);
    DesiredDeployment first = Worlds.part(random, 1);
    World world = new World(random, first);
    world.converge(ROUNDS);
    DesiredService[] renewed =
        first.services().stream()
            .map(
                s ->
                    new DesiredService(
                        s.name(), s.nodes(), World.template(7), s.dependsOn(), s.rollout()))
            .toArray(DesiredService[]::new);
    revise(world, World.part(2, first.epoch(), renewed));

    for (int round = 0; round < ROUNDS && !world.converged(); round++) {
      world.pass();
      for (DesiredService s : world.part.services()) {
        List<ObservedNode> ready =
            world.of(s.name()).stream().filter(n -> n.state() == NodeState.READY).toList();
        int least = s.rollout().maxSurge() > 0 ? s.nodes() : s.nodes() - s.rollout().parallel();
        assertThat(ready).hasSizeGreaterThanOrEqualTo(least);
        assertThat(underWay(world, s)).isLessThanOrEqualTo(s.rollout().parallel());
      }
      world.settle();
    }
    assertThat(world.converged()).isTrue();
  }

  /** Slots that have neither just the old node nor just the new one, doing its work. */
  private static long underWay(World world, DesiredService s) {
    long resting =
        world.of(s.name()).stream()
            .filter(n -> n.state() != NodeState.STOPPING)
            .collect(Collectors.groupingBy(n -> n.id().slot()))
            .values()
            .stream()
            .filter(in -> in.size() == 1 && in.get(0).state() == NodeState.READY)
            .count();
    return s.nodes() - resting;
  }

  private static void revise(World world, DesiredDeployment next) {
    world.slots = SlotMemory.revised(world.slots, world.part, next);
    world.part = next;
  }

  private static List<ObservedNode> foreign(World world) {
    return world.nodes.values().stream()
        .filter(n -> n.id().deployment().equals(World.OTHER))
        .toList();
  }
}
