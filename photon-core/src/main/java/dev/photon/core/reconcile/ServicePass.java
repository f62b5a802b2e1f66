package dev.photon.core.reconcile;

import dev.photon.core.reconcile.Action.Cause.Kind;
import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.core.reconcile.DesiredState.SlotId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one pass does for one wanted service. Used once. */
final class ServicePass {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final DesiredState desired;
  private final DesiredDeployment deployment;
  private final DesiredService service;
  private final Dependencies dependencies;
  private final Draft draft;
  private final Instant now;
  private final String fingerprint;
  private final Optional<String> blocked;
  private final SortedMap<Integer, Slot> slots = new TreeMap<>();

  /** How many nodes may still be created. */
  private int room;

  /** How many nodes in wanted slots are ready, less those that this pass removes. */
  private long ready;

  /** How many slots may still begin to be replaced. */
  private int parallel;

  private int crashing;
  private Duration shortest = Duration.ofDays(1);
  private String crash = "";

  ServicePass(
      DesiredState desired,
      DesiredService service,
      List<ObservedNode> nodes,
      Dependencies dependencies,
      Draft draft,
      Instant now) {
    this.desired = desired;
    this.deployment = desired.deployment();
    this.service = service;
    this.dependencies = dependencies;
    this.draft = draft;
    this.now = now;
    this.blocked = dependencies.unready(service);
    SortedMap<Integer, List<ObservedNode>> bySlot = new TreeMap<>();
    for (int slot = 0; slot < service.nodes(); slot++) {
      bySlot.put(slot, new ArrayList<>());
    }
    nodes.forEach(n -> bySlot.computeIfAbsent(n.id().slot(), slot -> new ArrayList<>()).add(n));
    this.fingerprint = service.template().fingerprint();
    bySlot.forEach((i, in) -> slots.put(i, Slot.of(i, in, fingerprint, deployment.epoch())));
  }

  void run() {
    int live = slots.values().stream().mapToInt(Slot::live).sum();
    List<Slot> wanted = List.copyOf(slots.headMap(service.nodes()).values());
    room = Math.max(0, service.nodes() + service.rollout().maxSurge() - live);
    ready = wanted.stream().mapToLong(Slot::ready).sum();

    removeSurplus();
    removeStale(wanted, Math.max(1, live / 4));
    Set<Integer> finishing = new HashSet<>();
    for (Slot slot : wanted) {
      if (tidy(slot)) {
        finishing.add(slot.number());
      }
    }
    fill(wanted, live);
    roll(wanted, finishing);
    if (crashing > 0) {
      sayCrashing();
    }
  }

  private void removeSurplus() {
    SortedMap<Integer, Slot> surplus = slots.tailMap(service.nodes());
    Optional<String> before =
        service.nodes() > 0
            ? Optional.empty()
            : dependencies
                .remainingDependent(service.name(), s -> s.nodes() == 0)
                .map(name -> "goes after " + name);
    if (before.isPresent()) {
      draft.waits(service.name(), before.get());
      return;
    }
    String detail = service.nodes() + " wanted";
    for (Slot slot : surplus.values()) {
      slot.current().forEach(n -> draft.delete(n, Kind.SURPLUS, detail));
      slot.old().forEach(n -> draft.delete(n, Kind.SURPLUS, detail));
      slot.stale().forEach(n -> draft.delete(n, Kind.SURPLUS, detail));
      slot.dead().forEach(n -> draft.delete(n, Kind.SURPLUS, detail));
    }
  }

  private void removeStale(List<Slot> wanted, int budget) {
    List<ObservedNode> stale =
        wanted.stream()
            .flatMap(s -> s.stale().stream())
            .sorted(Comparator.comparing(Slot::isReady).thenComparing(ObservedNode::id))
            .toList();
    for (ObservedNode node : stale.subList(0, Math.min(budget, stale.size()))) {
      draft.delete(
          node, Kind.STALE_EPOCH, "epoch %d, now %d".formatted(node.epoch(), deployment.epoch()));
    }
    if (stale.size() > budget) {
      draft.waits(
          service.name(),
          "%d nodes of an earlier epoch are removed, %d at a time".formatted(stale.size(), budget));
      draft.lookAgain(SOON);
    }
  }

  /**
   * Removes what a slot does not need. Says whether that ends the replacement of an old node, which
   * then still counts as under way.
   */
  private boolean tidy(Slot slot) {
    List<ObservedNode> current = slot.current();
    for (int i = 1; i < current.size(); i++) {
      removeFromWanted(current.get(i), Kind.SURPLUS, "one is enough in slot " + slot.number());
    }
    boolean finishes = false;
    for (int i = slot.done() ? 0 : 1; i < slot.old().size(); i++) {
      ObservedNode old = slot.old().get(i);
      if (!Slot.isReady(old) || mayLoseOne()) {
        removeFromWanted(old, Kind.OUTDATED, "of revision " + old.revision());
        finishes = true;
      }
    }
    // The last words of a node that is not replaced yet are what people look for, so it stays.
    for (ObservedNode dead : slot.dead()) {
      if (!awaitsReplacement(slot, dead)) {
        draft.delete(dead, Kind.DIED, dead.detail());
      }
    }
    return finishes && slot.done();
  }

  private boolean awaitsReplacement(Slot slot, ObservedNode dead) {
    return slot.current().isEmpty()
        && slot.ended().filter(dead::equals).isPresent()
        && isWanted(dead);
  }

  private boolean isWanted(ObservedNode node) {
    return node.epoch() == deployment.epoch() && node.fingerprint().equals(fingerprint);
  }

  private void fill(List<Slot> wanted, int live) {
    if (live == 0 && blocked.isPresent() && !wanted.isEmpty()) {
      draft.waits(service.name(), blocked.get());
      return;
    }
    for (Slot slot : wanted) {
      if (slot.empty()) {
        boolean died = slot.ended().isPresent();
        create(
            slot,
            died ? Kind.DIED : Kind.MISSING,
            slot.ended().map(ObservedNode::detail).orElse(""));
      } else if (!slot.current().isEmpty()
          && slot.current().get(0).state() == NodeState.CREATED
          && backOffIsOver(slot)) {
        draft.create(spec(slot.current().get(0).id()), Kind.INCOMPLETE, "");
      }
    }
  }

  private void roll(List<Slot> wanted, Set<Integer> finishing) {
    List<Slot> candidates = new ArrayList<>();
    int underWay = 0;
    for (Slot slot : wanted) {
      boolean onlyOld = slot.current().isEmpty() && !slot.old().isEmpty();
      if (onlyOld) {
        candidates.add(slot);
      } else if (!slot.done() || finishing.contains(slot.number())) {
        underWay++;
      }
    }
    parallel = service.rollout().parallel() - underWay;
    // A slot where the new template failed stays first, so that a bad one stops at its first nodes.
    candidates.sort(
        Comparator.comparing((Slot s) -> !triedBefore(s))
            .thenComparing(s -> s.ready() > 0)
            .thenComparing(Slot::number));
    for (Slot slot : candidates) {
      if (parallel <= 0) {
        return;
      }
      parallel--;
      replace(slot);
    }
  }

  private boolean triedBefore(Slot slot) {
    return slot.ended().filter(this::isWanted).isPresent() || history(slot).deaths() > 0;
  }

  private void replace(Slot slot) {
    ObservedNode old = slot.old().get(0);
    String detail = "of revision " + old.revision();
    if (!Slot.isReady(old)) {
      removeFromWanted(old, Kind.OUTDATED, detail);
    } else if (service.rollout().maxSurge() > 0) {
      create(slot, Kind.OUTDATED, detail);
    } else if (blocked.isPresent()) {
      // Once its last node is gone, the service would not start again.
      draft.waits(service.name(), blocked.get());
    } else if (mayLoseOne() && backOffIsOver(slot)) {
      removeFromWanted(old, Kind.OUTDATED, detail);
    }
  }

  private boolean mayLoseOne() {
    return ready - 1 >= (long) service.nodes() - service.rollout().parallel();
  }

  private void removeFromWanted(ObservedNode node, Kind kind, String detail) {
    if (Slot.isReady(node)) {
      ready--;
    }
    draft.delete(node, kind, detail);
  }

  private void create(Slot slot, Kind kind, String detail) {
    if (room <= 0 || !backOffIsOver(slot)) {
      return;
    }
    room--;
    int incarnation = Math.max(history(slot).incarnation(), slot.newest()) + 1;
    slot.ended()
        .filter(dead -> awaitsReplacement(slot, dead))
        .ifPresent(dead -> draft.delete(dead, Kind.DIED, dead.detail()));
    NodeId id = new NodeId(deployment.deployment(), service.name(), slot.number(), incarnation);
    draft.create(spec(id), kind, detail);
  }

  private NodeSpec spec(NodeId id) {
    return new NodeSpec(id, service.template(), deployment.revision(), deployment.epoch());
  }

  private SlotHistory history(Slot slot) {
    return desired.slots().getOrDefault(id(slot), SlotHistory.NONE);
  }

  private SlotId id(Slot slot) {
    return new SlotId(service.name(), slot.number());
  }

  private boolean backOffIsOver(Slot slot) {
    if (slot.ended().isPresent() && !isWanted(slot.ended().get())) {
      return true; // what died is not what would be made
    }
    Duration left = BackOff.left(deployment.deployment(), id(slot), history(slot), now);
    if (left.isZero()) {
      return true;
    }
    crashing++;
    if (left.compareTo(shortest) < 0) {
      shortest = left;
      crash = slot.ended().map(ObservedNode::detail).orElse("");
    }
    return false;
  }

  private void sayCrashing() {
    long seconds = shortest.plusMillis(999).toSeconds();
    String what = crash.isEmpty() ? "" : crash + ", ";
    String many = crashing == 1 ? "" : " (" + crashing + " nodes)";
    draft.waits(
        service.name(), "crash-looping%s: %snext try in %d s".formatted(many, what, seconds));
    draft.lookAgain(shortest);
  }
}
