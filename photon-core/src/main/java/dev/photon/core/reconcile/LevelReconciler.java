package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.core.reconcile.Action.Cause.Kind;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.ObservedNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Decides from the present state alone, never from what it decided before. In order of precedence:
 *
 * <ol>
 *   <li>What is unknown, another deployment's, or of a later epoch is not touched; a later epoch
 *       means that somebody newer decides here, so nothing of the deployment is.
 *   <li>A service never has more live nodes than wanted and the surge, counted before removals.
 *   <li>A roll-out takes no ready node away while that leaves fewer than wanted less {@code
 *       parallel}.
 *   <li>What the owner did not ask to remove goes within a budget: a quarter of a service's nodes a
 *       pass, at least one.
 *   <li>A service starts after what it needs, and goes before it. One that runs is repaired
 *       whatever the state of what it needs.
 * </ol>
 *
 * <p>Immutable and thread-safe.
 */
public final class LevelReconciler implements Reconciler {

  @Override
  public Plan reconcile(DesiredState desired, ObservedState observed, Instant now) {
    Draft draft = new Draft();
    DesiredDeployment deployment = desired.deployment();
    if (observed instanceof ObservedState.Unknown unknown) {
      allWait(deployment, draft, "cannot be observed: " + unknown.why());
      return draft.plan();
    }
    if (!(observed instanceof ObservedState.Known known)) {
      throw new AssertionError(observed);
    }
    Map<ServiceName, List<ObservedNode>> nodes = own(deployment, known.nodes());
    Optional<ObservedNode> later =
        nodes.values().stream()
            .flatMap(List::stream)
            .filter(n -> n.epoch() > deployment.epoch())
            .findFirst();
    if (later.isPresent()) {
      allWait(
          deployment,
          draft,
          "not ours any more: %s is of epoch %d, this is %d"
              .formatted(later.get().id(), later.get().epoch(), deployment.epoch()));
      return draft.plan();
    }
    Dependencies dependencies = new Dependencies(deployment, nodes);
    if (desired.deleting()) {
      deleteAll(nodes, dependencies, draft);
    } else {
      deleteUnwanted(deployment, nodes, dependencies, draft);
      for (DesiredService service : deployment.services()) {
        List<ObservedNode> there = nodes.getOrDefault(service.name(), List.of());
        new ServicePass(desired, service, there, dependencies, draft, now).run();
      }
    }
    return draft.plan();
  }

  private static void allWait(DesiredDeployment deployment, Draft draft, String why) {
    deployment.services().forEach(s -> draft.waits(s.name(), why));
  }

  private static Map<ServiceName, List<ObservedNode>> own(
      DesiredDeployment deployment, List<ObservedNode> all) {
    Map<ServiceName, List<ObservedNode>> own = new TreeMap<>();
    all.stream()
        .filter(n -> n.id().deployment().equals(deployment.deployment()))
        .sorted(Comparator.comparing(ObservedNode::id))
        .forEach(n -> own.computeIfAbsent(n.id().service(), name -> new ArrayList<>()).add(n));
    return own;
  }

  private static void deleteAll(
      Map<ServiceName, List<ObservedNode>> nodes, Dependencies dependencies, Draft draft) {
    nodes.forEach(
        (service, there) ->
            deleteInOrder(service, there, dependencies, s -> true, Kind.DELETING, draft));
    boolean going =
        nodes.values().stream()
            .flatMap(List::stream)
            .anyMatch(n -> n.state() == NodeState.STOPPING);
    if (!draft.deletes() && !going) {
      // Only services that need each other in a circle are left, which no valid file has.
      nodes.values().forEach(there -> delete(there, Kind.DELETING, draft));
    }
  }

  private static void deleteUnwanted(
      DesiredDeployment deployment,
      Map<ServiceName, List<ObservedNode>> nodes,
      Dependencies dependencies,
      Draft draft) {
    Set<ServiceName> wanted = new HashSet<>();
    deployment.services().forEach(s -> wanted.add(s.name()));
    nodes.forEach(
        (service, there) -> {
          if (!wanted.contains(service)) {
            deleteInOrder(service, there, dependencies, s -> s.nodes() == 0, Kind.UNWANTED, draft);
          }
        });
  }

  private static void deleteInOrder(
      ServiceName service,
      List<ObservedNode> there,
      Dependencies dependencies,
      Predicate<DesiredService> leaves,
      Kind kind,
      Draft draft) {
    Optional<ServiceName> before = dependencies.remainingDependent(service, leaves);
    if (before.isPresent()) {
      draft.waits(service, "goes after " + before.get());
    } else {
      delete(there, kind, draft);
    }
  }

  private static void delete(List<ObservedNode> there, Kind kind, Draft draft) {
    for (ObservedNode node : there) {
      if (node.state() != NodeState.STOPPING) {
        draft.delete(node, kind, "");
      }
    }
  }
}
