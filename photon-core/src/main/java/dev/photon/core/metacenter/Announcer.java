package dev.photon.core.metacenter;

import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.EventType;
import dev.photon.config.NotificationTarget;
import dev.photon.core.rollout.ClusterViews;
import dev.photon.core.rollout.Progress;
import dev.photon.spi.Notification;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns what is told into events, each once: the events and what was announced change in one
 * transaction. Touched on the loop only.
 */
final class Announcer {
  private final MetacenterContext context;
  private final Map<DatacenterName, ClusterViews> views;
  private final Map<DatacenterName, ClusterViews> changed = new TreeMap<>();
  private final List<Event> waiting = new ArrayList<>();
  private Announced announced;

  Announcer(MetacenterContext context) {
    this.context = context;
    this.views = context.rows().views(context.id());
    this.announced = context.stored().announced();
  }

  Announced announced() {
    return announced;
  }

  /** Takes what a datacenter tells, and returns whether nothing is left to do there. */
  boolean told(DatacenterName entry, DesiredDeployment part, DeploymentStatus status) {
    if (status.revision() != part.revision() || status.epoch() != part.epoch()) {
      return false;
    }
    ClusterViews before = views.getOrDefault(entry, ClusterViews.NONE);
    Progress.Seen seen = Progress.look(context.runtime().now(), entry, before, part, status);
    if (!seen.views().equals(before)) {
      views.put(entry, seen.views());
      changed.put(entry, seen.views());
    }
    waiting.addAll(seen.events());
    return Progress.converged(part, status);
  }

  /** An entry that leaves its datacenter begins anew in the next. */
  void forget(DatacenterName entry) {
    views.remove(entry);
    changed.remove(entry);
  }

  /** Appends what is new, and notifies whom the file names. */
  void announce(DeploymentConfig config, MetacenterStatus status) {
    List<Event> events = new ArrayList<>();
    Announced next = announced;
    if (status.phase() != Phase.DELETING && status.phase() != Phase.DELETED) {
      if (next.begun() < status.revision()) {
        events.add(deploy(EventType.DEPLOY_BEGIN, status, "begins"));
        next = new Announced(status.revision(), next.complete(), next.failed());
      }
      events.addAll(waiting);
      if (status.phase() == Phase.READY && next.complete() < status.revision()) {
        events.add(deploy(EventType.DEPLOY_COMPLETE, status, "is complete"));
        next = new Announced(next.begun(), status.revision(), next.failed());
      }
      if (status.phase() == Phase.FAILED && next.failed() < status.revision()) {
        String why = "fails: " + status.reason().orElse("no reason is known");
        events.add(deploy(EventType.DEPLOY_FAILURE, status, why));
        next = new Announced(next.begun(), next.complete(), status.revision());
      }
    }
    waiting.clear();
    if (events.isEmpty() && changed.isEmpty()) {
      return;
    }
    append(config, events, next);
  }

  private void append(DeploymentConfig config, List<Event> events, Announced next) {
    List<Event> appended =
        context
            .rows()
            .store()
            .write(
                tx -> {
                  List<Event> placed = new ArrayList<>();
                  for (Event event : events) {
                    placed.add(event.at(context.events().append(tx, context.log(), event)));
                  }
                  context.rows().keep(tx, context.id(), changed, next);
                  return placed;
                });
    announced = next;
    changed.clear();
    context.events().appended(context.log());
    for (Event event : appended) {
      for (NotificationTarget target : config.notifications()) {
        if (target.events().contains(event.type())) {
          String id = context.id() + "-" + event.sequence() + "-" + target.name();
          context.notifications().send(new Notification(id, context.id(), target, event, false));
        }
      }
    }
  }

  private Event deploy(EventType type, MetacenterStatus status, String what) {
    String text = "revision " + status.revision() + " of " + context.name() + " " + what;
    return new Event(
        0,
        context.runtime().now(),
        type,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        text);
  }
}
