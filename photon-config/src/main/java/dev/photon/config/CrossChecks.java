package dev.photon.config;

import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Draft.Placed;
import dev.photon.config.DraftGraph.Node;
import java.util.HashMap;
import java.util.Map;

/**
 * The checks that need more than one part of a deployment: names that are used exist, ports do not
 * collide, nothing is there that is used by nobody. Pure. {@link Reachability} goes on from there.
 */
final class CrossChecks {
  private final Draft draft;
  private final Problems problems;

  /** Something was wrong before: names that nobody gives may stand in what could not be read. */
  private final boolean broken;

  private CrossChecks(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.broken = problems.anyError();
  }

  /**
   * Whether a service may have a place that could not be read: then nothing is told to be unused.
   */
  private boolean isPlaceUnread() {
    for (Placed service : draft.placed()) {
      if (broken && service.where().isEmpty()) {
        return true;
      }
    }
    return broken && draft.placed().isEmpty();
  }

  static void check(Draft draft, Problems problems) {
    CrossChecks checks = new CrossChecks(draft, problems);
    DraftGraph graph = new DraftGraph(draft);
    for (DraftService service : draft.services().values()) {
      checks.dependencies(service);
      checks.ports(service);
    }
    new Cycles(graph.nodes(), problems).report();
    checks.unknown(graph);
    PlacementChecks placements = new PlacementChecks(draft, checks.broken, problems);
    if (!checks.isPlaceUnread() && !graph.misplaced() && !placements.misplaced()) {
      for (Node node : graph.nodes()) {
        checks.deployed(node);
      }
      placements.unused();
    }
    Reachability.check(graph, problems);
  }

  private void dependencies(DraftService service) {
    for (Name needed : service.dependsOn()) {
      if (needed.text().equals(service.name().text())) {
        problems
            .error(
                Code.DEPENDS_ON_ITSELF,
                needed.place(),
                "service " + needed.quoted() + " depends on itself")
            .hint("remove the entry");
      }
    }
  }

  private void ports(DraftService service) {
    if (service.exposes().size() < 2) {
      return;
    }
    Map<Integer, DraftExpose> inside = new HashMap<>();
    Map<Integer, DraftExpose> outside = new HashMap<>();
    for (DraftExpose expose : service.exposes()) {
      DraftExpose earlier = inside.putIfAbsent(expose.port(), expose);
      if (earlier != null) {
        problems
            .error(
                Code.PORT_CONFLICT,
                expose.place(),
                "port %d is %s here, but %s elsewhere"
                    .formatted(expose.port(), expose.proto().text(), earlier.proto().text()))
            .note("it is " + earlier.proto().text() + " here", earlier.place())
            .hint("a port speaks one protocol: remove one of them");
        continue;
      }
      int port = expose.as().orElse(expose.port());
      DraftExpose taken = outside.putIfAbsent(port, expose);
      if (taken != null) {
        problems
            .error(
                Code.PORT_CONFLICT,
                expose.place(),
                "clients would reach two entries by port " + port)
            .note("the other is here", taken.place())
            .hint("give one of them another 'as'");
      }
    }
  }

  private void deployed(Node service) {
    if (service.placed.isEmpty()) {
      problems
          .warning(
              Code.NOT_DEPLOYED,
              service.name().place(),
              "service " + service.name().quoted() + " is deployed nowhere")
          .hint("name it under deployment.services, with a datacenter");
    }
  }

  private void unknown(DraftGraph graph) {
    for (Name name : graph.unknown()) {
      unknownService(name);
    }
  }

  private void unknownService(Name name) {
    if (broken && draft.services().isEmpty()) {
      return;
    }
    problems
        .error(Code.UNKNOWN_SERVICE, name.place(), "there is no service " + name.afterNoun())
        .hint(() -> Suggestion.hint(name.text(), draft.services().keySet(), "services"));
  }
}
