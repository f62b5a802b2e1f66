package dev.photon.core.reconcile;

import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A place for a node, and the nodes in it, best first: ready before starting before created, newer
 * before older.
 *
 * @param current live, and as wanted
 * @param old live, of another template
 * @param stale live, of an earlier epoch
 * @param dead newest first
 * @param newest the highest incarnation that is there; 0 for none
 */
record Slot(
    int number,
    List<ObservedNode> current,
    List<ObservedNode> old,
    List<ObservedNode> stale,
    List<ObservedNode> dead,
    int newest) {
  private static final Comparator<ObservedNode> NEWEST_FIRST =
      Comparator.comparing(ObservedNode::id).reversed();
  private static final Comparator<ObservedNode> BEST_FIRST =
      Comparator.comparing(ObservedNode::state).reversed().thenComparing(NEWEST_FIRST);

  static Slot of(int number, List<ObservedNode> nodes, String fingerprint, long epoch) {
    Predicate<ObservedNode> live = n -> n.state().live();
    Predicate<ObservedNode> present = n -> n.epoch() == epoch;
    Predicate<ObservedNode> wanted = n -> n.fingerprint().equals(fingerprint);
    return new Slot(
        number,
        sorted(nodes, live.and(present).and(wanted), BEST_FIRST),
        sorted(nodes, live.and(present).and(wanted.negate()), BEST_FIRST),
        sorted(nodes, live.and(present.negate()), BEST_FIRST),
        sorted(nodes, n -> n.state() == NodeState.DEAD, NEWEST_FIRST),
        nodes.stream().mapToInt(n -> n.id().incarnation()).max().orElse(0));
  }

  private static List<ObservedNode> sorted(
      List<ObservedNode> nodes, Predicate<ObservedNode> which, Comparator<ObservedNode> order) {
    return nodes.stream().filter(which).sorted(order).toList();
  }

  /** No node is there that lives. */
  boolean empty() {
    return current.isEmpty() && old.isEmpty() && stale.isEmpty();
  }

  int live() {
    return current.size() + old.size() + stale.size();
  }

  /** How many of this epoch are ready. */
  long ready() {
    return current.stream().filter(Slot::isReady).count()
        + old.stream().filter(Slot::isReady).count();
  }

  /** Whether the wanted node is there and does its work. */
  boolean done() {
    return !current.isEmpty() && isReady(current.get(0));
  }

  /** The newest node, if that is dead. */
  Optional<ObservedNode> ended() {
    return dead.stream().findFirst().filter(n -> n.id().incarnation() == newest);
  }

  static boolean isReady(ObservedNode node) {
    return node.state() == NodeState.READY;
  }
}
