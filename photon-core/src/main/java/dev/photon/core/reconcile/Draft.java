package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.Action.Cause;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A plan that is being written. */
final class Draft {
  private final List<Action> deletes = new ArrayList<>();
  private final List<Action> creates = new ArrayList<>();
  private final Map<ServiceName, String> waiting = new TreeMap<>();
  private Optional<Duration> again = Optional.empty();

  void create(NodeSpec node, Cause.Kind kind, String detail) {
    creates.add(new Action.Create(node, new Cause(kind, detail)));
  }

  void delete(ObservedNode node, Cause.Kind kind, String detail) {
    deletes.add(new Action.Delete(node.id(), new Cause(kind, detail)));
  }

  /** What keeps a service from progress; the first that is said stays. */
  void waits(ServiceName service, String why) {
    waiting.putIfAbsent(service, why);
  }

  void lookAgain(Duration after) {
    again = again.filter(sooner -> sooner.compareTo(after) <= 0).or(() -> Optional.of(after));
  }

  boolean deletes() {
    return !deletes.isEmpty();
  }

  /** Removals come first: what they free may be what a new node needs. */
  Plan plan() {
    Comparator<Action> byId = Comparator.comparing(Action::id, Comparator.<NodeId>naturalOrder());
    deletes.sort(byId);
    creates.sort(byId);
    List<Action> actions = new ArrayList<>(deletes);
    actions.addAll(creates);
    return new Plan(actions, waiting, again);
  }
}
