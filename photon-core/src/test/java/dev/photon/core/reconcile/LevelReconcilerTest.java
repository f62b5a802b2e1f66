package dev.photon.core.reconcile;

import static dev.photon.core.reconcile.World.part;
import static dev.photon.core.reconcile.World.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.Rollout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LevelReconcilerTest {
  private static final ServiceName WEB = ServiceName.of("web");

  private static World world(DesiredDeployment part) {
    return new World(new Random(1), part);
  }

  private static List<String> steps(Plan plan) {
    return plan.actions().stream().map(Object::toString).toList();
  }

  @Test
  void makesWhatIsMissing() {
    World world = world(part(1, 1, service("web", 2, 1, Rollout.DEFAULT)));
    assertThat(steps(world.decide()))
        .containsExactly("create shop/web/0#1: MISSING", "create shop/web/1#1: MISSING");
  }

  @Test
  void replacesADeadNodeAtOnceAndSaysWhy() {
    World world = world(part(1, 1, service("web", 1, 1, Rollout.DEFAULT)));
    world.put("shop/web/0#1", NodeState.DEAD, 1, 1, "exited with status 137");
    assertThat(steps(world.decide()))
        .containsExactly(
            "delete shop/web/0#1: DIED (exited with status 137)",
            "create shop/web/0#2: DIED (exited with status 137)");
  }

  @Test
  void leavesACrashLoopingSlotAloneLongerAndLonger() {
    World world = world(part(1, 1, service("web", 1, 1, Rollout.DEFAULT)));
    Duration last = Duration.ZERO;
    for (int death = 1; death <= 12; death++) {
      world.put("shop/web/0#" + death, NodeState.DEAD, 1, 1, "exited with status 1");
      Plan plan = world.decide();
      if (death == 1) {
        assertThat(plan.again()).isEmpty();
      } else {
        assertThat(plan.actions()).isEmpty();
        assertThat(plan.waiting().get(WEB))
            .matches("crash-looping: exited with status 1, next try in [0-9]+ s");
        Duration wait = plan.again().orElseThrow();
        assertThat(wait).isBetween(Duration.ofMillis(800), Duration.ofMinutes(5));
        assertThat(wait).isGreaterThan(death < 11 ? last : Duration.ofMinutes(4).minusMillis(1));
        last = wait;
        assertThat(world.decide().again()).as("counted once").contains(wait);
        world.now = world.now.plus(wait);
        plan = world.decide();
      }
      assertThat(steps(plan))
          .contains("create shop/web/0#" + (death + 1) + ": DIED (exited with status 1)");
      world.nodes.clear();
    }
    assertThat(last).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
  }

  @Test
  void anotherTemplateIsTriedAtOnce() {
    World world = world(part(2, 1, service("web", 1, 2, Rollout.DEFAULT)));
    world.slots.put(new SlotId(WEB, 0), new SlotHistory(7, 7, world.now, 7));
    world.put("shop/web/0#7", NodeState.DEAD, 1, 1, "exited with status 1");
    assertThat(steps(world.decide())).contains("create shop/web/0#8: DIED (exited with status 1)");
  }

  @Test
  void completesANodeThatWasNeverStarted() {
    World world = world(part(1, 1, service("web", 1, 1, Rollout.DEFAULT)));
    world.put("shop/web/0#3", NodeState.CREATED, 1, 1, "");
    assertThat(steps(world.decide())).containsExactly("create shop/web/0#3: INCOMPLETE");
  }

  @Test
  void anotherRevisionAloneChangesNothing() {
    World world = world(part(9, 1, service("web", 1, 1, Rollout.DEFAULT)));
    world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    assertThat(world.decide().actions()).isEmpty();
  }

  @Test
  void rollsWithOneExtraNode() {
    World world = world(part(2, 1, service("web", 2, 2, Rollout.DEFAULT)));
    world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    world.put("shop/web/1#1", NodeState.READY, 1, 1, "");
    assertThat(steps(world.decide()))
        .containsExactly("create shop/web/0#2: OUTDATED (of revision 1)");

    world.put("shop/web/0#2", NodeState.STARTING, 2, 1, "");
    assertThat(world.decide().actions()).as("while the new one is not ready").isEmpty();

    world.put("shop/web/0#2", NodeState.READY, 2, 1, "");
    assertThat(steps(world.decide()))
        .containsExactly("delete shop/web/0#1: OUTDATED (of revision 1)");

    world.nodes.remove(NodeId.parse("shop/web/0#1"));
    assertThat(steps(world.decide()))
        .containsExactly("create shop/web/1#2: OUTDATED (of revision 1)");
  }

  @Test
  void rollsWithoutExtraNodes() {
    World world = world(part(2, 1, service("web", 2, 2, new Rollout(1, 0))));
    world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    world.put("shop/web/1#1", NodeState.READY, 1, 1, "");
    assertThat(steps(world.decide()))
        .containsExactly("delete shop/web/0#1: OUTDATED (of revision 1)");
  }

  @Test
  void aBadTemplateStopsAtItsFirstNode() {
    World world = world(part(2, 1, service("web", 3, 2, Rollout.DEFAULT)));
    for (int slot = 0; slot < 3; slot++) {
      world.put("shop/web/" + slot + "#1", NodeState.READY, 1, 1, "");
    }
    world.slots.put(new SlotId(WEB, 1), new SlotHistory(5, 4, world.now, 5));
    world.put("shop/web/1#5", NodeState.DEAD, 2, 1, "exited with status 1");
    Plan plan = world.decide();
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.waiting().get(WEB)).startsWith("crash-looping: exited with status 1");
  }

  @Test
  void removesWhatIsTooMuch() {
    World world = world(part(2, 1, service("web", 1, 1, Rollout.DEFAULT)));
    world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    world.put("shop/web/0#2", NodeState.STARTING, 1, 1, "");
    world.put("shop/web/1#1", NodeState.READY, 1, 1, "");
    world.put("shop/old/0#1", NodeState.READY, 1, 1, "");
    world.put("other/web/0#1", NodeState.READY, 1, 1, "");
    assertThat(steps(world.decide()))
        .containsExactly(
            "delete shop/old/0#1: UNWANTED",
            "delete shop/web/0#2: SURPLUS (one is enough in slot 0)",
            "delete shop/web/1#1: SURPLUS (1 wanted)");
  }

  @Test
  void removesAnEarlierEpochWithinTheBudget() {
    World world = world(part(1, 2, service("web", 8, 1, Rollout.DEFAULT)));
    for (int slot = 0; slot < 8; slot++) {
      world.put("shop/web/" + slot + "#1", NodeState.READY, 1, 1, "");
    }
    Plan plan = world.decide();
    assertThat(steps(plan))
        .containsExactly(
            "delete shop/web/0#1: STALE_EPOCH (epoch 1, now 2)",
            "delete shop/web/1#1: STALE_EPOCH (epoch 1, now 2)");
    assertThat(plan.waiting().get(WEB)).contains("8 nodes of an earlier epoch");
  }

  @Test
  void startsAfterWhatItNeedsHereAndElsewhere() {
    var db = service("db", 2, 1, Rollout.DEFAULT);
    var web = service("web", 1, 1, Rollout.DEFAULT, "db", "cache");
    World world = world(part(1, 1, db, web));
    world.put("shop/db/0#1", NodeState.READY, 1, 1, "");
    world.put("shop/db/1#1", NodeState.STARTING, 1, 1, "");
    assertThat(world.decide().waiting()).containsEntry(WEB, "waits for db: 1 of 2 ready");

    world.put("shop/db/1#1", NodeState.READY, 1, 1, "");
    assertThat(steps(world.decide())).containsExactly("create shop/web/0#1: MISSING");

    world.part =
        new DesiredDeployment(
            World.SHOP, 1, 1, List.of(db, web), Set.of(), Set.of(ServiceName.of("cache")));
    assertThat(world.decide().waiting())
        .containsEntry(WEB, "waits for cache: not ready in another datacenter");
  }

  @Test
  void repairsWhatRunsWhateverItNeeds() {
    var db = service("db", 1, 1, Rollout.DEFAULT);
    var web = service("web", 2, 1, Rollout.DEFAULT, "db");
    World world = world(part(1, 1, db, web));
    world.put("shop/db/0#1", NodeState.STARTING, 1, 1, "");
    world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    assertThat(steps(world.decide())).containsExactly("create shop/web/1#1: MISSING");
  }

  @Test
  void goesInTheOppositeOrder() {
    World world =
        world(
            part(
                1,
                1,
                service("db", 1, 1, Rollout.DEFAULT),
                service("web", 1, 1, Rollout.DEFAULT, "db")));
    world.put("shop/db/0#1", NodeState.READY, 1, 1, "");
    var web = world.put("shop/web/0#1", NodeState.READY, 1, 1, "");
    world.deleting = true;
    Plan plan = world.decide();
    assertThat(steps(plan)).containsExactly("delete shop/web/0#1: DELETING");
    assertThat(plan.waiting()).containsEntry(ServiceName.of("db"), "goes after web");

    world.become(web, NodeState.STOPPING, "");
    assertThat(world.decide().actions()).as("while web is still there").isEmpty();

    world.nodes.remove(web.id());
    assertThat(steps(world.decide())).containsExactly("delete shop/db/0#1: DELETING");
  }

  @Test
  void doesNotRepeatWhatIsUnderWay() {
    World world = world(part(1, 1));
    world.put("shop/web/0#1", NodeState.STOPPING, 1, 1, "");
    assertThat(world.decide()).isEqualTo(new Plan(List.of(), Map.of(), Optional.empty()));
  }
}
