package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Random worlds: anything that could be found after crashes, faults and changes of mind. */
final class Worlds {
  private static final long EPOCH = 5;
  private static final List<NodeState> STATES = List.of(NodeState.values());

  private Worlds() {}

  static DesiredDeployment part(Random random, long revision) {
    List<DesiredService> services = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(5) == 0) {
        continue; // not in this datacenter
      }
      List<ServiceName> needs = new ArrayList<>();
      for (int needed = 0; needed < i; needed++) {
        if (random.nextInt(3) == 0) {
          needs.add(ServiceName.of("s" + needed));
        }
      }
      services.add(
          new DesiredService(
              ServiceName.of("s" + i),
              random.nextInt(5),
              World.template(random.nextInt(2)),
              needs,
              new Rollout(1 + random.nextInt(2), random.nextInt(3))));
    }
    return new DesiredDeployment(World.SHOP, revision, EPOCH, services, Set.of(), Set.of());
  }

  /** Nodes in any slots and states, of two templates, two epochs and two deployments. */
  static World chaos(Random random) {
    World world = new World(random, part(random, 2));
    int count = random.nextInt(14);
    int oneOf = random.nextInt(4) == 0 ? 2 : 8;
    for (int i = 0; i < count; i++) {
      String deployment = random.nextInt(8) == 0 ? "other" : "shop";
      world.put(
          "%s/s%d/%d#%d"
              .formatted(deployment, random.nextInt(5), random.nextInt(6), 1 + random.nextInt(3)),
          STATES.get(random.nextInt(STATES.size())),
          random.nextInt(3),
          random.nextInt(oneOf) == 0 ? EPOCH - 1 : EPOCH,
          "");
    }
    for (int i = 0; i < random.nextInt(4); i++) {
      world.slots.put(
          new SlotId(ServiceName.of("s" + random.nextInt(4)), random.nextInt(4)),
          new SlotHistory(random.nextInt(4), random.nextInt(6), world.now.minusSeconds(1), 0));
    }
    world.deleting = random.nextInt(8) == 0;
    return world;
  }
}
