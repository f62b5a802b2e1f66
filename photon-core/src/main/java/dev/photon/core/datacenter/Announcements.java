package dev.photon.core.datacenter;

import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.Action;
import dev.photon.core.reconcile.Plan;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds what is to be announced: what is there now, against what was announced before. Pure; each
 * change is announced once however often, and after whatever restart, it is looked at. Used once.
 */
final class Announcements {

  /** What was announced of a node. */
  enum OfNode {
    UP,
    DOWN,
    /** We remove it ourselves: its end is no news. */
    LEAVING
  }

  /** What was announced of a cluster. */
  enum OfCluster {
    UP,
    DOWN
  }

  /** All that was announced of a deployment; what is not in it was not yet. */
  record Announced(Map<NodeId, OfNode> nodes, Map<ServiceName, OfCluster> clusters) {
    static final Announced NOTHING = new Announced(Map.of(), Map.of());

    Announced {
      nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
      clusters = Collections.unmodifiableMap(new TreeMap<>(clusters));
    }
  }

  /** What to announce now, and what is announced then. */
  record News(List<Event> events, Announced announced) {
    News {
      events = List.copyOf(events);
    }
  }

  private final DesiredDeployment desired;
  private final List<ObservedNode> observed;
  private final Instant now;
  private final Map<NodeId, OfNode> nodes;
  private final Map<ServiceName, OfCluster> clusters;
  private final List<Event> events = new ArrayList<>();
  private final Set<ServiceName> losses = new HashSet<>();
  private final Map<ServiceName, Integer> readyNodes = new HashMap<>();

  private Announcements(
      DesiredDeployment desired, Announced before, List<ObservedNode> observed, Instant now) {
    this.desired = desired;
    this.observed = observed;
    this.now = now;
    this.nodes = new TreeMap<>(before.nodes());
    this.clusters = new TreeMap<>(before.clusters());
  }

  /**
   * What is news.
   *
   * @param observed all nodes of the deployment
   * @param plan what is about to be done: what it removes is not down
   */
  static News of(
      DesiredDeployment desired,
      boolean deleting,
      Announced before,
      List<ObservedNode> observed,
      Plan plan,
      Instant now) {
    var news = new Announcements(desired, before, observed, now);
    news.lookAtNodes();
    if (deleting) {
      news.clusters.clear();
    } else {
      news.lookAtClusters();
    }
    news.lookAtRemovals(plan);
    return new News(news.events, new Announced(news.nodes, news.clusters));
  }

  private void lookAtNodes() {
    Set<NodeId> there = new HashSet<>();
    for (ObservedNode node : observed) {
      there.add(node.id());
      if (node.state() == NodeState.READY) {
        readyNodes.merge(node.id().service(), 1, Integer::sum);
      }
      Optional<OfNode> before = Optional.ofNullable(nodes.get(node.id()));
      if (node.state() == NodeState.READY && before.isEmpty()) {
        nodes.put(node.id(), OfNode.UP);
        add(EventType.CLUSTER_NODE_CREATED, node.id(), "is ready");
      } else if (node.state() == NodeState.DEAD && before.filter(b -> b != OfNode.UP).isEmpty()) {
        nodes.put(node.id(), OfNode.DOWN);
        down(node.id(), node.detail());
      }
    }
    for (NodeId id : List.copyOf(nodes.keySet())) {
      if (!there.contains(id) && nodes.remove(id) == OfNode.UP) {
        down(id, "it is gone");
      }
    }
  }

  /**
   * A node that was to be removed, and is ready and not to be removed any more, stays after all.
   */
  private void lookAtRemovals(Plan plan) {
    Set<NodeId> leaving = new HashSet<>();
    for (Action action : plan.actions()) {
      if (action instanceof Action.Delete) {
        leaving.add(action.id());
        nodes.merge(action.id(), OfNode.LEAVING, (is, now) -> is == OfNode.DOWN ? is : now);
      }
    }
    for (ObservedNode node : observed) {
      if (node.state() == NodeState.READY && !leaving.contains(node.id())) {
        nodes.put(node.id(), OfNode.UP);
      }
    }
  }

  private void lookAtClusters() {
    Set<ServiceName> wanted = new HashSet<>();
    for (DesiredService service : desired.services()) {
      if (service.nodes() == 0) {
        continue;
      }
      wanted.add(service.name());
      int ready = readyNodes.getOrDefault(service.name(), 0);
      Optional<OfCluster> before = Optional.ofNullable(clusters.get(service.name()));
      if (before.isEmpty() && ready >= service.nodes()) {
        clusters.put(service.name(), OfCluster.UP);
        add(EventType.CLUSTER_CREATED, service.name(), "all " + ready + " nodes are ready");
      } else if (before.equals(Optional.of(OfCluster.UP))
          && ready == 0
          && losses.contains(service.name())) {
        clusters.put(service.name(), OfCluster.DOWN);
        add(EventType.CLUSTER_DOWN, service.name(), "no node is left");
      } else if (before.equals(Optional.of(OfCluster.DOWN)) && ready > 0) {
        clusters.put(service.name(), OfCluster.UP);
      }
    }
    clusters.keySet().retainAll(wanted);
  }

  private void down(NodeId id, String detail) {
    losses.add(id.service());
    add(EventType.CLUSTER_NODE_DOWN, id, detail.isEmpty() ? "is down" : "is down: " + detail);
  }

  private void add(EventType type, NodeId id, String what) {
    events.add(event(type, id.service(), Optional.of(id.toString()), id + " " + what));
  }

  private void add(EventType type, ServiceName service, String what) {
    events.add(event(type, service, Optional.empty(), service + ": " + what));
  }

  /**
   * The metacenter knows by which name its deployment calls this datacenter; the agent does not.
   */
  private Event event(EventType type, ServiceName service, Optional<String> node, String text) {
    return new Event(0, now, type, Optional.empty(), Optional.of(service), node, text);
  }
}
