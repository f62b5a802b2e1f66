package dev.photon.core.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.reconcile.Action.Cause.Kind;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What no plan may do, whatever the world is like. */
final class Invariants {
  private Invariants() {}

  static void check(World world, Plan plan) {
    assertThat(plan.actions()).doesNotHaveDuplicates();
    for (Action action : plan.actions()) {
      assertThat(action.id().deployment()).isEqualTo(World.SHOP);
      if (action instanceof Action.Delete) {
        assertThat(world.nodes).containsKey(action.id());
        assertThat(world.node(action.id()).state()).isNotEqualTo(NodeState.STOPPING);
      }
    }
    for (DesiredService service : world.part.services()) {
      staysWithinBudget(world, plan, service);
      staysAvailable(world, plan, service);
      startsInOrder(world, plan, service);
      if (world.deleting) {
        goesInOrder(world, plan, service);
      }
    }
  }

  private static void staysWithinBudget(World world, Plan plan, DesiredService service) {
    long live = world.of(service.name()).stream().filter(n -> n.state().live()).count();
    long stale = deletes(plan, service, Set.of(Kind.STALE_EPOCH)).size();
    assertThat(stale).isLessThanOrEqualTo(Math.max(1, live / 4));
  }

  private static void staysAvailable(World world, Plan plan, DesiredService service) {
    long taken =
        deletes(plan, service, Set.of(Kind.OUTDATED)).stream()
            .filter(id -> world.node(id).state() == NodeState.READY)
            .count();
    if (taken > 0) {
      long ready =
          world.of(service.name()).stream()
              .filter(n -> n.state() == NodeState.READY && n.epoch() == world.part.epoch())
              .filter(n -> n.id().slot() < service.nodes())
              .count();
      assertThat(ready - taken)
          .as("ready nodes left by %s", plan)
          .isGreaterThanOrEqualTo(service.nodes() - service.rollout().parallel());
    }
  }

  private static List<NodeId> deletes(Plan plan, DesiredService service, Set<Kind> kinds) {
    return plan.actions().stream()
        .filter(a -> a instanceof Action.Delete && kinds.contains(a.cause().kind()))
        .map(Action::id)
        .filter(id -> id.service().equals(service.name()))
        .toList();
  }

  private static void startsInOrder(World world, Plan plan, DesiredService service) {
    boolean starts =
        plan.actions().stream()
            .anyMatch(a -> a instanceof Action.Create && a.id().service().equals(service.name()));
    if (starts && world.of(service.name()).stream().noneMatch(n -> n.state().live())) {
      for (DesiredService needed : world.part.services()) {
        if (service.dependsOn().contains(needed.name())) {
          assertThat(readySlots(world, needed)).hasSize(needed.nodes());
        }
      }
    }
  }

  private static Set<Integer> readySlots(World world, DesiredService service) {
    return world.of(service.name()).stream()
        .filter(n -> n.state() == NodeState.READY && n.epoch() == world.part.epoch())
        .map(n -> n.id().slot())
        .filter(slot -> slot < service.nodes())
        .collect(Collectors.toSet());
  }

  private static void goesInOrder(World world, Plan plan, DesiredService service) {
    boolean goes = !deletes(plan, service, Set.of(Kind.DELETING)).isEmpty();
    for (DesiredService dependent : world.part.services()) {
      if (goes && dependent.dependsOn().contains(service.name())) {
        assertThat(world.of(dependent.name())).isEmpty();
      }
    }
  }

  /** After each single step: nothing was made beyond what is wanted and the surge. */
  static void checkLive(World world, Action last) {
    if (!(last instanceof Action.Create create) || create.cause().kind() == Kind.INCOMPLETE) {
      return;
    }
    DesiredService service =
        world.part.services().stream()
            .filter(s -> s.name().equals(last.id().service()))
            .findFirst()
            .orElseThrow();
    List<ObservedNode> live =
        world.of(service.name()).stream().filter(n -> n.state().live()).toList();
    assertThat(live)
        .as("live nodes after %s", last)
        .hasSizeLessThanOrEqualTo(service.nodes() + service.rollout().maxSurge());
  }
}
