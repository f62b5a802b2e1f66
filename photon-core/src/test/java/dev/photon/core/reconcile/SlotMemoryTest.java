package dev.photon.core.reconcile;

import static dev.photon.core.reconcile.World.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotMemoryTest {
  private static final SlotId SLOT = new SlotId(ServiceName.of("web"), 0);
  private final World world =
      new World(new Random(1), World.part(1, 1, World.service("web", 1, 1, Rollout.DEFAULT)));

  private SlotHistory seen(SlotHistory before, ObservedNode... nodes) {
    return SlotMemory.seen(
            Map.of(SLOT, before), SHOP, new ObservedState.Known(List.of(nodes)), world.now)
        .getOrDefault(SLOT, SlotHistory.NONE);
  }

  @Test
  void countsADeathOnce() {
    ObservedNode dead = world.put("shop/web/0#2", NodeState.DEAD, 1, 1, "");
    SlotHistory once = seen(new SlotHistory(2, 1, world.now.minusSeconds(9), 1), dead);
    assertThat(once).isEqualTo(new SlotHistory(2, 2, world.now, 2));
    assertThat(seen(once, dead)).isEqualTo(once);
  }

  @Test
  void doesNotCountTheEndOfAnOlderNode() {
    ObservedNode dead = world.put("shop/web/0#1", NodeState.DEAD, 1, 1, "");
    ObservedNode next = world.put("shop/web/0#2", NodeState.STARTING, 1, 1, "");
    assertThat(seen(SlotHistory.NONE, dead, next).deaths()).isZero();
    assertThat(seen(SlotHistory.NONE, next, dead)).isEqualTo(seen(SlotHistory.NONE, dead, next));
  }

  @Test
  void learnsIncarnationsFromWhatIsThere() {
    ObservedNode node = world.put("shop/web/0#7", NodeState.READY, 1, 1, "");
    assertThat(seen(SlotHistory.NONE, node).incarnation()).isEqualTo(7);
  }

  @Test
  void forgetsDeathsAfterTenGoodMinutes() {
    ObservedNode node = world.put("shop/web/0#3", NodeState.READY, 1, 1, "");
    SlotHistory before = new SlotHistory(3, 2, world.now, 2);
    world.now = world.now.plus(SlotMemory.FORGIVEN_AFTER).minus(Duration.ofMillis(1));
    assertThat(seen(before, node).deaths()).isEqualTo(2);
    world.now = world.now.plusMillis(1);
    assertThat(seen(before, node).deaths()).isZero();
  }

  @Test
  void anEndThatWasAskedForIsNoDeath() {
    ObservedNode node = world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    Plan plan =
        new Plan(
            List.of(new Action.Delete(node.id(), new Action.Cause(Action.Cause.Kind.OUTDATED, ""))),
            Map.of(),
            Optional.empty());
    SlotHistory planned = SlotMemory.planned(Map.of(), plan).getOrDefault(SLOT, SlotHistory.NONE);
    ObservedNode stopped = world.put("shop/web/0#1", NodeState.DEAD, 1, 1, "");
    assertThat(seen(planned, stopped).deaths()).isZero();
  }

  @Test
  void everyRefusedAttemptCounts() {
    NodeId id = NodeId.parse("shop/web/0#1");
    Map<SlotId, SlotHistory> slots = SlotMemory.failed(Map.of(), id, world.now);
    slots = SlotMemory.failed(slots, id, world.now.plusSeconds(1));
    assertThat(slots).containsEntry(SLOT, new SlotHistory(1, 2, world.now.plusSeconds(1), 1));
  }

  @Test
  void anotherTemplateStartsAfresh() {
    var before = Map.of(SLOT, new SlotHistory(3, 4, world.now, 3));
    var same = World.part(2, 1, World.service("web", 5, 1, Rollout.DEFAULT));
    var other = World.part(2, 1, World.service("web", 1, 2, Rollout.DEFAULT));
    assertThat(SlotMemory.revised(before, world.part, same)).isEqualTo(before);
    assertThat(SlotMemory.revised(before, world.part, other))
        .containsEntry(SLOT, new SlotHistory(3, 0, world.now, 3));
  }
}
