package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the histories of slots. Pure. Around each pass:
 *
 * <pre>{@code
 * slots = SlotMemory.seen(slots, deployment, observed, now);
 * plan = reconciler.reconcile(new DesiredState(part, deleting, slots), observed, now);
 * slots = SlotMemory.planned(slots, plan);        // stored durably before the plan is carried out
 * // for each create that the backend refuses:
 * slots = SlotMemory.failed(slots, id, now);
 * }</pre>
 *
 * <p>Maps are returned whole; entries of slots that nothing happened to are the same objects.
 */
public final class SlotMemory {
  /** How long a node must be ready for its slot's earlier deaths to be forgotten. */
  public static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);

  private SlotMemory() {}

  /** The histories after a look at the nodes: new deaths are counted, once each. */
  public static Map<SlotId, SlotHistory> seen(
      Map<SlotId, SlotHistory> before,
      DeploymentId deployment,
      ObservedState observed,
      Instant now) {
    Map<SlotId, SlotHistory> after = new TreeMap<>(before);
    if (observed instanceof ObservedState.Known known) {
      List<ObservedNode> own =
          known.nodes().stream().filter(n -> n.id().deployment().equals(deployment)).toList();
      // First who is the newest in each slot, then how that one does: the list has no order.
      own.forEach(n -> after.compute(slotOf(n.id()), (slot, h) -> used(orNone(h), n.id())));
      own.forEach(n -> after.computeIfPresent(slotOf(n.id()), (slot, h) -> saw(h, n, now)));
    }
    return after;
  }

  /**
   * The histories with the incarnations that a plan is about to ask for; the end of a node that it
   * removes is no death.
   */
  public static Map<SlotId, SlotHistory> planned(Map<SlotId, SlotHistory> before, Plan plan) {
    Map<SlotId, SlotHistory> after = new TreeMap<>(before);
    for (Action action : plan.actions()) {
      NodeId id = action.id();
      if (action instanceof Action.Create) {
        after.compute(slotOf(id), (slot, h) -> used(orNone(h), id));
      } else {
        after.compute(slotOf(id), (slot, h) -> counted(used(orNone(h), id), id));
      }
    }
    return after;
  }

  /** The histories after an attempt to make a node was refused; each counts as a death. */
  public static Map<SlotId, SlotHistory> failed(
      Map<SlotId, SlotHistory> before, NodeId node, Instant now) {
    Map<SlotId, SlotHistory> after = new TreeMap<>(before);
    after.compute(slotOf(node), (slot, h) -> died(used(orNone(h), node), node, now));
    return after;
  }

  /**
   * The histories when the owner sent another revision: a service with another template has not
   * failed yet, so the deaths of the old one do not delay it.
   */
  public static Map<SlotId, SlotHistory> revised(
      Map<SlotId, SlotHistory> before, DesiredDeployment old, DesiredDeployment next) {
    Map<ServiceName, String> was = new HashMap<>();
    old.services().forEach(s -> was.put(s.name(), s.template().fingerprint()));
    Map<ServiceName, String> is = new HashMap<>();
    next.services().forEach(s -> is.put(s.name(), s.template().fingerprint()));
    Map<SlotId, SlotHistory> after = new TreeMap<>(before);
    after.replaceAll(
        (slot, h) ->
            h.deaths() == 0 || is.getOrDefault(slot.service(), "").equals(was.get(slot.service()))
                ? h
                : new SlotHistory(h.incarnation(), 0, h.lastDeath(), h.counted()));
    return after;
  }

  static SlotId slotOf(NodeId id) {
    return new SlotId(id.service(), id.slot());
  }

  private static SlotHistory orNone(@Nullable SlotHistory history) {
    return history == null ? SlotHistory.NONE : history;
  }

  private static SlotHistory saw(SlotHistory h, ObservedNode node, Instant now) {
    // Only the newest counts: an older one in the slot ends because it was replaced.
    if (node.id().incarnation() < h.incarnation()) {
      return h;
    }
    if (node.state() == NodeState.DEAD) {
      return node.id().incarnation() <= h.counted() ? h : died(h, node.id(), now);
    }
    boolean proven =
        node.state() == NodeState.READY && !node.since().plus(FORGIVEN_AFTER).isAfter(now);
    return proven && h.deaths() > 0
        ? new SlotHistory(h.incarnation(), 0, h.lastDeath(), h.counted())
        : h;
  }

  private static SlotHistory used(SlotHistory h, NodeId id) {
    return id.incarnation() <= h.incarnation()
        ? h
        : new SlotHistory(id.incarnation(), h.deaths(), h.lastDeath(), h.counted());
  }

  private static SlotHistory counted(SlotHistory h, NodeId id) {
    return id.incarnation() <= h.counted()
        ? h
        : new SlotHistory(h.incarnation(), h.deaths(), h.lastDeath(), id.incarnation());
  }

  private static SlotHistory died(SlotHistory h, NodeId id, Instant now) {
    SlotHistory counted = counted(h, id);
    return new SlotHistory(counted.incarnation(), h.deaths() + 1, now, counted.counted());
  }
}
