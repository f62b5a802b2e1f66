package dev.photon.core.rollout;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.core.rollout.ClusterViews.ClusterView;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.ServiceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads events from states: what a datacenter tells now, against what was announced before. A
 * change that was missed between two looks shows in the second, because a node that was replaced
 * has another incarnation.
 */
public final class Progress {
  private Progress() {}

  /**
   * What has happened since the last look.
   *
   * @param views to keep, in the same transaction as the events
   * @param events without a sequence yet
   */
  public record Seen(ClusterViews views, List<Event> events) {
    public Seen {
      events = List.copyOf(events);
    }
  }

  /** Looks at what one datacenter tells of the part that it was sent. */
  public static Seen look(
      Instant now,
      DatacenterName entry,
      ClusterViews before,
      DesiredDeployment part,
      DeploymentStatus told) {
    List<Event> events = new ArrayList<>();
    Map<ServiceName, ClusterView> after = new TreeMap<>();
    Map<ServiceName, DesiredService> wanted = new LinkedHashMap<>();
    part.services().forEach(s -> wanted.put(s.name(), s));
    for (ServiceStatus status : told.services()) {
      DesiredService service = wanted.get(status.name());
      if (service != null) {
        ClusterView view = before.clusters().getOrDefault(status.name(), ClusterView.NONE);
        var look = new ClusterLook(now, entry, service, events);
        after.put(status.name(), look.at(view, status));
      }
    }
    // What a datacenter says nothing about has not changed; what is not wanted is forgotten.
    before
        .clusters()
        .forEach(
            (name, view) -> {
              if (wanted.containsKey(name)) {
                after.putIfAbsent(name, view);
              }
            });
    return new Seen(new ClusterViews(after), events);
  }

  /** Whether a datacenter tells that its part is exactly as wanted. */
  public static boolean converged(DesiredDeployment part, DeploymentStatus told) {
    return told.revision() == part.revision()
        && told.epoch() == part.epoch()
        && part.services().stream()
            .allMatch(
                s ->
                    told.services().stream()
                        .anyMatch(
                            t ->
                                t.name().equals(s.name())
                                    && t.desired() == s.nodes()
                                    && t.converged()));
  }

  /** Why a datacenter's part makes no progress, if it tells. */
  public static Optional<String> waiting(DatacenterName entry, DeploymentStatus told) {
    return told.services().stream()
        .filter(s -> s.waiting().isPresent())
        // A failure explains more than what waits for it.
        .sorted((a, b) -> Boolean.compare(b.failing(), a.failing()))
        .map(s -> s.name() + "@" + entry + ": " + s.waiting().orElseThrow())
        .findFirst()
        .or(() -> told.trouble().map(t -> entry + ": " + t));
  }

  /** Whether a datacenter tells of a service that will hardly get better by waiting. */
  public static boolean failing(DeploymentStatus told) {
    return told.services().stream().anyMatch(ServiceStatus::failing);
  }

  /** A look at one cluster; appends to the events. */
  private record ClusterLook(
      Instant now, DatacenterName entry, DesiredService service, List<Event> events) {

    ClusterView at(ClusterView before, ServiceStatus told) {
      String fingerprint = service.template().fingerprint();
      Map<String, String> nodes = new TreeMap<>(before.nodes());
      Map<String, NodeStatus> there = new TreeMap<>();
      told.nodes().forEach(n -> there.put(n.id().toString(), n));
      for (Map.Entry<String, String> known : before.nodes().entrySet()) {
        NodeStatus node = there.get(known.getKey());
        if (node == null || !node.state().live()) {
          nodes.remove(known.getKey());
          if (unwilling(known.getKey(), known.getValue(), fingerprint)) {
            String detail = node == null ? "gone" : node.detail();
            add(EventType.CLUSTER_NODE_DOWN, known.getKey(), "is down" + because(detail));
          }
        }
      }
      for (NodeStatus node : told.nodes()) {
        String id = node.id().toString();
        if (node.state() == NodeState.READY && !nodes.containsKey(id)) {
          nodes.put(id, fingerprint);
          add(EventType.CLUSTER_NODE_CREATED, id, "is ready");
        }
      }
      boolean created = before.created();
      boolean down = before.down();
      if (!created && service.nodes() > 0 && told.ready() >= service.nodes()) {
        created = true;
        add(EventType.CLUSTER_CREATED, "all " + told.ready() + " nodes are ready");
      }
      if (created && service.nodes() > 0 && told.ready() == 0 && !down) {
        down = true;
        add(EventType.CLUSTER_DOWN, "no node is ready" + because(told.waiting().orElse("")));
      } else if (told.ready() > 0) {
        down = false;
      }
      return new ClusterView(created, down, nodes);
    }

    /** A node that an update or a smaller number took away is not down. */
    private boolean unwilling(String id, String fingerprintThen, String fingerprintNow) {
      return NodeId.parse(id).slot() < service.nodes() && fingerprintThen.equals(fingerprintNow);
    }

    private void add(EventType type, String node, String what) {
      events.add(event(type, Optional.of(node), node + " in " + entry + " " + what));
    }

    private void add(EventType type, String what) {
      events.add(event(type, Optional.empty(), service.name() + "@" + entry + ": " + what));
    }

    private Event event(EventType type, Optional<String> node, String text) {
      return new Event(0, now, type, Optional.of(entry), Optional.of(service.name()), node, text);
    }

    private static String because(String detail) {
      return detail.isEmpty() ? "" : ": " + detail;
    }
  }
}
