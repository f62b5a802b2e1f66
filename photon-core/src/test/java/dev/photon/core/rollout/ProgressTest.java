package dev.photon.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final DeploymentId SHOP = new DeploymentId("shop");
  private static final DatacenterName WEST = DatacenterName.of("west");
  private static final ServiceName WEB = ServiceName.of("web");
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void aClusterIsCreatedOnceAllItsNodesAreReady() {
    var first = look(ClusterViews.NONE, part(2, "v1"), node(0, 1, NodeState.READY));
    assertThat(types(first)).containsExactly(EventType.CLUSTER_NODE_CREATED);
    var second =
        look(
            first.views(), part(2, "v1"), node(0, 1, NodeState.READY), node(1, 1, NodeState.READY));
    assertThat(types(second))
        .containsExactly(EventType.CLUSTER_NODE_CREATED, EventType.CLUSTER_CREATED);
  }

  @Test
  void aReplacementBetweenTwoLooksIsSeen() {
    var first = look(ClusterViews.NONE, part(1, "v1"), node(0, 1, NodeState.READY));
    var second = look(first.views(), part(1, "v1"), node(0, 2, NodeState.READY));
    assertThat(types(second))
        .containsExactly(EventType.CLUSTER_NODE_DOWN, EventType.CLUSTER_NODE_CREATED);
  }

  @Test
  void theLastNodesDeathIsTheClustersOnce() {
    var first = look(ClusterViews.NONE, part(1, "v1"), node(0, 1, NodeState.READY));
    var second = look(first.views(), part(1, "v1"), node(0, 1, NodeState.DEAD));
    assertThat(types(second)).containsExactly(EventType.CLUSTER_NODE_DOWN, EventType.CLUSTER_DOWN);
    var third = look(second.views(), part(1, "v1"), node(0, 2, NodeState.STARTING));
    assertThat(types(third)).isEmpty();
    var fourth = look(third.views(), part(1, "v1"), node(0, 2, NodeState.READY));
    assertThat(types(fourth)).containsExactly(EventType.CLUSTER_NODE_CREATED);
  }

  @Test
  void anUpdateOrFewerNodesIsNoDeath() {
    var first =
        look(
            ClusterViews.NONE,
            part(2, "v1"),
            node(0, 1, NodeState.READY),
            node(1, 1, NodeState.READY));
    var updated = look(first.views(), part(1, "v2"), node(0, 2, NodeState.READY));
    assertThat(types(updated)).containsExactly(EventType.CLUSTER_NODE_CREATED);
  }

  /** Looking again at the same says nothing: an event is announced once. */
  @Property(tries = 300)
  void theSameStateIsAnnouncedOnce(@ForAll("histories") List<List<NodeStatus>> history) {
    ClusterViews views = ClusterViews.NONE;
    for (List<NodeStatus> nodes : history) {
      var seen = look(views, part(3, "v1"), nodes.toArray(NodeStatus[]::new));
      var again = look(seen.views(), part(3, "v1"), nodes.toArray(NodeStatus[]::new));
      assertThat(again.events()).isEmpty();
      assertThat(again.views()).isEqualTo(seen.views());
      views = seen.views();
    }
  }

  /** Of each node: ready and down take turns, beginning with ready. */
  @Property(tries = 300)
  void aNodeIsReadyBeforeItIsDown(@ForAll("histories") List<List<NodeStatus>> history) {
    ClusterViews views = ClusterViews.NONE;
    Map<String, List<EventType>> byNode = new HashMap<>();
    for (List<NodeStatus> nodes : history) {
      var seen = look(views, part(3, "v1"), nodes.toArray(NodeStatus[]::new));
      for (Event e : seen.events()) {
        e.node().ifPresent(n -> byNode.computeIfAbsent(n, x -> new ArrayList<>()).add(e.type()));
      }
      views = seen.views();
    }
    for (List<EventType> types : byNode.values()) {
      for (int i = 0; i < types.size(); i++) {
        assertThat(types.get(i))
            .isEqualTo(i % 2 == 0 ? EventType.CLUSTER_NODE_CREATED : EventType.CLUSTER_NODE_DOWN);
      }
    }
  }

  @Provide
  Arbitrary<List<List<NodeStatus>>> histories() {
    Arbitrary<NodeStatus> node =
        Combinators.combine(
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(NodeState.class))
            .as(ProgressTest::node);
    return node.list().ofMaxSize(4).uniqueElements(NodeStatus::id).list().ofMaxSize(8);
  }

  private static Progress.Seen look(
      ClusterViews before, DesiredDeployment part, NodeStatus... nodes) {
    int ready = (int) Set.of(nodes).stream().filter(n -> n.state() == NodeState.READY).count();
    var status =
        new ServiceStatus(
            WEB,
            part.services().get(0).nodes(),
            ready,
            ready,
            List.of(nodes),
            List.of(),
            Optional.empty(),
            false);
    var told =
        new DeploymentStatus(
            SHOP, 1, 1, false, Optional.of(NOW), List.of(status), Optional.empty());
    return Progress.look(NOW, WEST, before, part, told);
  }

  private static List<EventType> types(Progress.Seen seen) {
    return seen.events().stream().map(Event::type).toList();
  }

  private static NodeStatus node(int slot, int incarnation, NodeState state) {
    return new NodeStatus(new NodeId(SHOP, WEB, slot, incarnation), state, 1, "", NOW);
  }

  private static DesiredDeployment part(int nodes, String image) {
    var template = new NodeTemplate(image, List.of(), Map.of(), new Resources(1, 1, 1), List.of());
    var service = new DesiredService(WEB, nodes, template, List.of(), Rollout.DEFAULT);
    return new DesiredDeployment(SHOP, 1, 1, List.of(service), Set.of(), Set.of());
  }
}
