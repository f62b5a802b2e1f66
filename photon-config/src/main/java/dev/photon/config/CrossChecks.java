package dev.photon.config;

import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import dev.photon.config.Draft.Placed;
import dev.photon.config.DraftGraph.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The checks that need more than one part of a deployment: names that are used exist, ports do not
 * collide, nothing is there that is used by nobody. Pure. {@link Reachability} goes on from there.
 */
final class CrossChecks {
  private final Draft draft;
  private final Problems problems;

  /** Something has a wrong place, or none that could be read: nothing is told to be unused. */
  private boolean misplaced;

  /** Something was wrong before: names that nobody gives may stand in what could not be read. */
  private final boolean broken;

  private CrossChecks(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.broken = problems.anyError();
    this.misplaced = broken && (draft.placed().isEmpty() || isAnyNowhere(draft.placed()));
  }

  private static boolean isAnyNowhere(List<Placed> placed) {
    for (Placed service : placed) {
      if (service.where().isEmpty()) {
        return true;
      }
    }
    return false;
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
    checks.misplaced |= graph.misplaced();
    for (Placed placed : draft.placed()) {
      for (DraftPlacement placement : placed.where()) {
        checks.placement(placement);
      }
    }
    if (!checks.misplaced) {
      for (Node node : graph.nodes()) {
        checks.deployed(node);
      }
      checks.unused();
    }
    checks.total();
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

  private void placement(DraftPlacement placement) {
    DraftDatacenter datacenter = draft.datacenters().get(placement.datacenter().text());
    if (datacenter == null) {
      misplaced = true;
      if (broken && draft.datacenters().isEmpty()) {
        return;
      }
      problems
          .error(
              Code.UNKNOWN_DATACENTER,
              placement.datacenter().place(),
              "there is no datacenter " + placement.datacenter().quoted())
          .hint(
              () ->
                  Suggestion.hint(
                      placement.datacenter().text(), draft.datacenters().keySet(), "datacenters"));
      return;
    }
    Optional<Name> profile = placement.profile();
    misplaced |= profile.isEmpty();
    if (profile.isPresent() && !datacenter.profiles().containsKey(profile.get().text())) {
      misplaced = true;
      if (broken && datacenter.profiles().isEmpty()) {
        return;
      }
      problems
          .error(
              Code.UNKNOWN_PROFILE,
              profile.get().place(),
              "datacenter "
                  + placement.datacenter().quoted()
                  + " has no profile "
                  + profile.get().afterNoun())
          .hint(
              () ->
                  Suggestion.hint(
                      profile.get().text(), datacenter.profiles().keySet(), "profiles there"));
    }
  }

  /**
   * Entries and sizes that nothing runs in: often a name that was changed in one place only. An
   * included file may well have more than this deployment needs.
   */
  private void unused() {
    Map<String, Set<String>> used = new HashMap<>();
    for (Placed placed : draft.placed()) {
      for (DraftPlacement placement : placed.where()) {
        use(placement, used);
      }
    }
    for (DraftDatacenter datacenter : draft.datacenters().values()) {
      Set<String> profiles = used.get(datacenter.name().text());
      if (profiles == null && isOwn(datacenter.name())) {
        problems
            .warning(
                Code.UNUSED_DATACENTER,
                datacenter.name().place(),
                "nothing runs in datacenter " + datacenter.name().quoted())
            .hint("name it under deployment.services, or remove it");
      }
      if (profiles != null) {
        unused(datacenter.profileNames(), profiles);
      }
    }
  }

  private static void use(DraftPlacement placement, Map<String, Set<String>> used) {
    Set<String> profiles = used.get(placement.datacenter().text());
    if (profiles == null) {
      profiles = new HashSet<>();
      used.put(placement.datacenter().text(), profiles);
    }
    if (placement.profile().isPresent()) {
      profiles.add(placement.profile().get().text());
    }
  }

  private void unused(List<Name> profiles, Set<String> used) {
    for (Name profile : profiles) {
      if (isOwn(profile) && !used.contains(profile.text())) {
        problems
            .warning(
                Code.UNUSED_PROFILE,
                profile.place(),
                "nothing runs with profile " + profile.quoted())
            .hint("name it under deployment.services, or remove it");
      }
    }
  }

  private static boolean isOwn(Name name) {
    return name.place().source().order() == 0;
  }

  /** Every sum over the deployment must be a number that programs can hold. */
  private void total() {
    Resources sum = Resources.NONE;
    for (Placed placed : draft.placed()) {
      for (DraftPlacement placement : placed.where()) {
        try {
          sum = sum.plus(resources(placement).times(placement.most()));
        } catch (ArithmeticException e) {
          problems
              .error(
                  Code.TOO_MUCH,
                  placement.datacenter().place(),
                  "the deployment asks for more than can be counted")
              .hint("check the sizes of its profiles and its numbers of nodes");
          return;
        }
      }
    }
  }

  /** Of one node; none if its profile is not known. */
  private Resources resources(DraftPlacement placement) {
    DraftDatacenter datacenter = draft.datacenters().get(placement.datacenter().text());
    Optional<Profile> profile =
        datacenter == null || placement.profile().isEmpty()
            ? Optional.empty()
            : datacenter
                .profiles()
                .getOrDefault(placement.profile().get().text(), Optional.empty());
    return profile.isPresent() ? profile.get().resources() : Resources.NONE;
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
