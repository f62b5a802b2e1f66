package dev.photon.core.datacenter;

import static dev.photon.core.datacenter.AgentWorld.DC;
import static dev.photon.core.datacenter.AgentWorld.SHOP;
import static dev.photon.core.datacenter.AgentWorld.WEB;
import static dev.photon.core.datacenter.AgentWorld.db;
import static dev.photon.core.datacenter.AgentWorld.part;
import static dev.photon.core.datacenter.AgentWorld.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.EventType;
import dev.photon.core.event.JdbcEventLog;
import dev.photon.core.simulated.SimulatedInfrastructure.Faults;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.ServiceStatus;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Law 7: a crash between any two writes or actions, then a restart, reaches the same state. */
class AgentCrashPropertiesTest {

  @Property(tries = 30)
  void aCrashAnywhereReachesTheSameState(
      @ForAll @IntRange(max = 110) int point, @ForAll @IntRange(max = 40) int second) {
    try (var world = new AgentWorld(point)) {
      world.infrastructure.faults(DC, Faults.OF_HINTS);
      world.invariant(
          nodes ->
              assertThat(nodes)
                  .filteredOn(n -> n.id().service().equals(WEB) && n.state().live())
                  .as("live nodes of web")
                  .hasSizeLessThanOrEqualTo(4));
      world.run(Duration.ofSeconds(1));
      world.crashes.after(point);
      world.put(part(1, 1, web(3, "web:1"), db(1, "db:1")));
      world.run(Duration.ofSeconds(20));
      world.crashes.after(second);
      NodeId victim =
          world.nodes().stream()
              .map(ObservedNode::id)
              .filter(id -> id.service().equals(WEB) && id.slot() == 1)
              .findFirst()
              .orElseThrow();
      world.infrastructure.kill(DC, victim, world.time.now(), "killed");
      world.run(Duration.ofSeconds(10));
      world.put(part(2, 1, web(3, "web:2"), db(1, "db:1")));
      world.run(Duration.ofMinutes(1));

      assertThat(world.view(SHOP).deploymentStatus(SHOP).services())
          .hasSize(2)
          .allMatch(ServiceStatus::converged);
      assertThat(world.infrastructure.created(DC)).doesNotHaveDuplicates();
      List<Event> events = new JdbcEventLog(world.store, world.time).read(SHOP.value(), 0, 1_000);
      assertThat(events)
          .filteredOn(e -> e.type() == EventType.CLUSTER_NODE_CREATED)
          .extracting(Event::node)
          .doesNotHaveDuplicates();
      assertThat(events).filteredOn(e -> e.type() == EventType.CLUSTER_CREATED).hasSize(2);
      assertThat(events).filteredOn(e -> e.type() == EventType.CLUSTER_NODE_DOWN).hasSize(1);

      world.crashes.after(second);
      world.delete(SHOP, 1);
      world.run(Duration.ofSeconds(30));
      assertThat(world.ids()).isEmpty();
      assertThat(world.infrastructure.allowed(DC, SHOP)).isEmpty();
      assertThat(world.view(SHOP).deploymentList()).isEmpty();
    }
  }
}
