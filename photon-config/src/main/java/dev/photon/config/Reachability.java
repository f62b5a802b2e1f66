package dev.photon.config;

import dev.photon.config.Draft.DraftClient;
import dev.photon.config.Draft.DraftExpose;
import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Warns of what the rules of {@code expose} and the places of services make impossible together: a
 * dependency that cannot be connected to, or never is ready, and a rule that nobody can use. Pure.
 */
final class Reachability {
  private static final int MOST_SHOWN = 10;

  /** Among names of services: anyone. */
  private static final String ANYONE = "";

  private final Problems problems;

  /** How many nodes there may be at most, by service and datacenter. */
  private final Map<String, Map<String, Integer>> placed = new HashMap<>();

  /** What one service may do by the rules of another one; computed once for each server. */
  private final Map<String, Map<String, Access>> accesses = new HashMap<>();

  /** How far a client gets. */
  private enum Access {
    LOCAL,
    GLOBAL
  }

  private Reachability(Draft draft, Problems problems) {
    this.problems = problems;
    for (DraftPlacement placement : draft.placements()) {
      Map<String, Integer> where = placed.get(placement.service().text());
      if (where == null) {
        where = new LinkedHashMap<>();
        placed.put(placement.service().text(), where);
      }
      where.put(placement.datacenter().text(), placement.most());
    }
  }

  static void check(Draft draft, Problems problems) {
    Reachability reachability = new Reachability(draft, problems);
    for (DraftService service : draft.services().values()) {
      for (Name needed : service.dependsOn()) {
        DraftService there = draft.services().get(needed.text());
        if (there != null && !needed.text().equals(service.name().text())) {
          reachability.dependency(service, needed, there);
        }
      }
      for (DraftExpose expose : service.exposes()) {
        reachability.rules(service, expose);
      }
    }
  }

  private void dependency(DraftService user, Name needed, DraftService there) {
    Map<String, Integer> needs = placed.getOrDefault(user.name().text(), Map.of());
    Map<String, Integer> has = placed.getOrDefault(needed.text(), Map.of());
    if (needs.isEmpty() || has.isEmpty()) {
      return; // deployed nowhere is a warning of its own
    }
    if (runs(needs) && !runs(has)) {
      problems
          .warning(
              Code.DEPENDENCY_NOT_DEPLOYED,
              needed.place(),
              needed.quoted() + " has no nodes, so " + user.name().quoted() + " never starts")
          .hint("give it nodes under deployment.services, or remove it from depends-on");
    }
    Optional<Access> access = access(there, user);
    if (access.isEmpty()) {
      problems
          .warning(
              Code.DEPENDENCY_NOT_EXPOSED,
              needed.place(),
              there.exposes().isEmpty()
                  ? needed.quoted() + " exposes no port, so nothing can connect to it"
                  : needed.quoted() + " exposes no port to " + user.name().quoted())
          .hint(
              there.exposes().isEmpty()
                  ? "add 'expose' to it, with 'to: [{service: " + name(user) + "}]'"
                  : "add '{service: " + name(user) + "}' to the 'to' of the port that it needs");
    } else if (access.get() == Access.LOCAL) {
      elsewhere(user, needed, needs, has);
    }
  }

  /** Warns of datacenters from which it is needed, but that do not have it. */
  private void elsewhere(
      DraftService user, Name needed, Map<String, Integer> needs, Map<String, Integer> has) {
    if (has.keySet().containsAll(needs.keySet())) {
      return;
    }
    List<String> without =
        needs.keySet().stream()
            .filter(datacenter -> !has.containsKey(datacenter))
            .limit(MOST_SHOWN + 1)
            .toList();
    String shown =
        without.stream().limit(MOST_SHOWN).map(Quote::of).collect(Collectors.joining(", "));
    problems
        .warning(
            Code.DEPENDENCY_ELSEWHERE,
            needed.place(),
            needed.quoted()
                + " is not deployed in "
                + shown
                + (without.size() > MOST_SHOWN ? ", …" : "")
                + ", where "
                + user.name().quoted()
                + " needs it, and not exposed to it globally")
        .hint(
            "deploy it there, or expose it with 'to: [{service: "
                + name(user)
                + ", global: true}]'");
  }

  /** Warns of rules for a service that never is where the rule would let it connect. */
  private void rules(DraftService server, DraftExpose expose) {
    Map<String, Integer> here = placed.getOrDefault(server.name().text(), Map.of());
    for (DraftClient client : expose.clients()) {
      Map<String, Integer> there = placed.getOrDefault(client.name(), Map.of());
      boolean apart =
          !client.global()
              && !here.isEmpty()
              && !there.isEmpty()
              && Collections.disjoint(there.keySet(), here.keySet());
      if (apart) {
        Name name = client.service().orElseThrow();
        problems
            .warning(
                Code.UNUSABLE_RULE,
                name.place(),
                "this lets nobody in: "
                    + name.quoted()
                    + " is in no datacenter that has "
                    + server.name().quoted())
            .hint("add 'global: true' for its nodes in other datacenters, or remove the rule");
      }
    }
  }

  private Optional<Access> access(DraftService server, DraftService client) {
    Map<String, Access> all = accesses(server);
    return all.containsKey(ANYONE)
        ? Optional.of(Access.GLOBAL)
        : Optional.ofNullable(all.get(client.name().text()));
  }

  /** By the name of the client; anyone has the name of nobody. */
  private Map<String, Access> accesses(DraftService server) {
    Map<String, Access> known = accesses.get(server.name().text());
    if (known != null) {
      return known;
    }
    Map<String, Access> all = new HashMap<>();
    for (DraftExpose expose : server.exposes()) {
      for (DraftClient client : expose.clients()) {
        if (client.global()) {
          all.put(client.name(), Access.GLOBAL);
        } else {
          all.putIfAbsent(client.name(), Access.LOCAL);
        }
      }
    }
    accesses.put(server.name().text(), all);
    return all;
  }

  private static boolean runs(Map<String, Integer> where) {
    for (int nodes : where.values()) {
      if (nodes > 0) {
        return true;
      }
    }
    return false;
  }

  private static String name(DraftService service) {
    return Quote.printable(service.name().text(), 63);
  }
}
