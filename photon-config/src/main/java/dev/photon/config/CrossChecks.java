package dev.photon.config;

import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftDatacenter;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The checks that need more than one part of a deployment. Pure. */
final class CrossChecks {
  private static final int MOST_SHOWN = 10;

  /** Among names of services: no name of one. */
  private static final String ANYONE = "*";

  private final Draft draft;
  private final Problems problems;
  private final Map<String, Set<String>> placed = new HashMap<>();
  private final Map<String, Set<String>> globalUsers = new HashMap<>();

  private CrossChecks(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    for (DraftPlacement placement : draft.placements()) {
      placed
          .computeIfAbsent(placement.service().text(), s -> new LinkedHashSet<>())
          .add(placement.datacenter().text());
    }
  }

  static void check(Draft draft, Problems problems) {
    CrossChecks checks = new CrossChecks(draft, problems);
    for (DraftService service : draft.services().values()) {
      checks.dependencies(service);
      checks.ports(service);
      checks.clients(service);
      checks.deployed(service);
    }
    new Cycles(draft.services(), problems).report();
    draft.placedServices().stream()
        .filter(name -> !draft.services().containsKey(name.text()))
        .forEach(checks::unknownService);
    draft.placements().forEach(checks::placement);
    checks.total();
  }

  private void dependencies(DraftService service) {
    for (Name needed : service.dependsOn()) {
      DraftService there = draft.services().get(needed.text());
      if (needed.text().equals(service.name().text())) {
        problems.error(
            "depends-on-itself",
            needed.place(),
            "service " + Quote.of(needed.text()) + " depends on itself",
            "remove the entry");
      } else if (there == null) {
        unknownService(needed);
      } else {
        reachable(service, needed, there);
      }
    }
  }

  /** Warns of a dependency that could not be connected to from some datacenter. */
  private void reachable(DraftService service, Name needed, DraftService there) {
    Set<String> has = placed.getOrDefault(needed.text(), Set.of());
    if (has.isEmpty() || exposedGloballyTo(there, service.name().text())) {
      return; // deployed nowhere is a warning of its own
    }
    List<String> without =
        placed.getOrDefault(service.name().text(), Set.of()).stream()
            .filter(datacenter -> !has.contains(datacenter))
            .limit(MOST_SHOWN + 1)
            .toList();
    if (!without.isEmpty()) {
      problems.warning(
          "unreachable-dependency",
          needed.place(),
          Quote.of(needed.text())
              + " is not deployed in "
              + String.join(", ", without.stream().limit(MOST_SHOWN).map(Quote::of).toList())
              + (without.size() > MOST_SHOWN ? ", …" : "")
              + ", where "
              + Quote.of(service.name().text())
              + " needs it, and not exposed to it globally",
          "deploy it there, or expose it with 'to: [{service: "
              + Quote.printable(service.name().text(), 63)
              + ", global: true}]'");
    }
  }

  private boolean exposedGloballyTo(DraftService service, String user) {
    Set<String> users =
        globalUsers.computeIfAbsent(service.name().text(), name -> globalUsers(service));
    return users.contains(user) || users.contains(ANYONE);
  }

  private static Set<String> globalUsers(DraftService service) {
    return service.exposes().stream()
        .flatMap(expose -> expose.clients().stream())
        .filter(DraftClient::global)
        .map(client -> client.service().map(Name::text).orElse(ANYONE))
        .collect(Collectors.toSet());
  }

  private void ports(DraftService service) {
    Map<Integer, DraftExpose> inside = new HashMap<>();
    Map<Integer, DraftExpose> outside = new HashMap<>();
    for (DraftExpose expose : service.exposes()) {
      DraftExpose earlier = inside.putIfAbsent(expose.port(), expose);
      if (earlier != null) {
        problems.error(
            "port-conflict",
            expose.place(),
            "port %d is %s here, but %s at %s"
                .formatted(
                    expose.port(), expose.proto().text(), earlier.proto().text(), earlier.place()),
            "a port speaks one protocol: remove one of them");
        continue;
      }
      int port = expose.as().orElse(expose.port());
      DraftExpose taken = outside.putIfAbsent(port, expose);
      if (taken != null) {
        problems.error(
            "port-conflict",
            expose.place(),
            "clients would reach both this and the entry at %s by port %d"
                .formatted(taken.place(), port),
            "give one of them another 'as'");
      }
    }
  }

  private void clients(DraftService service) {
    service.exposes().stream()
        .flatMap(expose -> expose.clients().stream())
        .flatMap(client -> client.service().stream())
        .filter(name -> !draft.services().containsKey(name.text()))
        .forEach(this::unknownService);
  }

  private void deployed(DraftService service) {
    if (!placed.containsKey(service.name().text())) {
      problems.warning(
          "not-deployed",
          service.name().place(),
          "service " + Quote.of(service.name().text()) + " is deployed nowhere",
          "name it under deployment.services, with a datacenter");
    }
  }

  private void placement(DraftPlacement placement) {
    DraftDatacenter datacenter = draft.datacenters().get(placement.datacenter().text());
    if (datacenter == null) {
      problems.error(
          "unknown-datacenter",
          placement.datacenter().place(),
          "there is no datacenter " + Quote.of(placement.datacenter().text()),
          () ->
              Suggestion.hint(
                  placement.datacenter().text(), draft.datacenters().keySet(), "datacenters"));
      return;
    }
    Optional<Name> profile = placement.profile();
    if (profile.isPresent() && !datacenter.profiles().containsKey(profile.get().text())) {
      problems.error(
          "unknown-profile",
          profile.get().place(),
          "datacenter "
              + Quote.of(placement.datacenter().text())
              + " has no profile "
              + Quote.of(profile.get().text()),
          () ->
              Suggestion.hint(
                  profile.get().text(), datacenter.profiles().keySet(), "profiles there"));
    }
  }

  /** Every sum over the deployment must be a number that programs can hold. */
  private void total() {
    Resources sum = Resources.NONE;
    for (DraftPlacement placement : draft.placements()) {
      DraftDatacenter datacenter = draft.datacenters().get(placement.datacenter().text());
      Optional<Profile> profile =
          datacenter == null
              ? Optional.empty()
              : placement
                  .profile()
                  .flatMap(p -> datacenter.profiles().getOrDefault(p.text(), Optional.empty()));
      try {
        sum =
            sum.plus(
                profile.map(Profile::resources).orElse(Resources.NONE).times(placement.nodes()));
      } catch (ArithmeticException e) {
        problems.error(
            "too-much",
            placement.datacenter().place(),
            "the deployment asks for more than can be counted",
            "check the sizes of its profiles and its numbers of nodes");
        return;
      }
    }
  }

  private void unknownService(Name name) {
    problems.error(
        "unknown-service",
        name.place(),
        "there is no service " + Quote.of(name.text()),
        () -> Suggestion.hint(name.text(), draft.services().keySet(), "services"));
  }
}
