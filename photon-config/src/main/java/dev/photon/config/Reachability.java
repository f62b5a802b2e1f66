package dev.photon.config;

import dev.photon.config.Draft.DraftPlacement;
import dev.photon.config.Draft.Name;
import dev.photon.config.DraftGraph.Dependency;
import dev.photon.config.DraftGraph.Node;
import dev.photon.config.DraftGraph.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Warns of what the rules of {@code expose} and the places of services make impossible together: a
 * dependency that cannot be connected to, or never is ready, and a rule that nobody can use. Pure.
 */
final class Reachability {
  private static final int MOST_SHOWN = 10;

  /** So few are looked through faster than a set is made. */
  private static final int FEW = 8;

  private final Problems problems;

  private Reachability(Problems problems) {
    this.problems = problems;
  }

  static void check(DraftGraph graph, Problems problems) {
    Reachability reachability = new Reachability(problems);
    for (Node server : graph.nodes()) {
      Datacenters here = new Datacenters(server.placed);
      for (Rule rule : server.rules) {
        reachability.rule(server, here, rule);
      }
      reachability.users(server, here);
    }
  }

  /** Checks who waits for a service, by marking first whom its rules let in. */
  private void users(Node server, Datacenters here) {
    if (server.users.isEmpty()) {
      return;
    }
    for (Rule rule : server.rules) {
      Node client = rule.client();
      client.everywhere = rule.global() || (client.server == server && client.everywhere);
      client.server = server;
    }
    for (Dependency dependency : server.users) {
      dependency(dependency, here);
    }
  }

  private void dependency(Dependency dependency, Datacenters here) {
    Node user = dependency.user();
    Node there = dependency.needed();
    if (user.placed.isEmpty() || there.placed.isEmpty()) {
      return; // deployed nowhere is a warning of its own
    }
    Name needed = dependency.said();
    if (runs(user) && !runs(there)) {
      problems
          .warning(
              Code.DEPENDENCY_NOT_DEPLOYED,
              needed.place(),
              needed.quoted() + " has no nodes, so " + user.name().quoted() + " never starts")
          .hint("give it nodes under deployment.services, or remove it from depends-on");
    }
    boolean named = user.server == there;
    if (!there.open && !named) {
      notExposed(user, needed, there);
    } else if (!there.open && !user.everywhere) {
      elsewhere(user, needed, here);
    }
  }

  private void notExposed(Node user, Name needed, Node there) {
    boolean nothing = there.service.exposes().isEmpty();
    problems
        .warning(
            Code.DEPENDENCY_NOT_EXPOSED,
            needed.place(),
            nothing
                ? needed.quoted() + " exposes no port, so nothing can connect to it"
                : needed.quoted() + " exposes no port to " + user.name().quoted())
        .hint(
            nothing
                ? "add 'expose' to it, with 'to: [{service: " + name(user) + "}]'"
                : "add '{service: " + name(user) + "}' to the 'to' of the port that it needs");
  }

  /** Warns of datacenters from which it is needed, but that do not have it. */
  private void elsewhere(Node user, Name needed, Datacenters here) {
    List<String> without = new ArrayList<>();
    for (DraftPlacement placement : user.placed) {
      if (!here.contains(placement) && without.size() <= MOST_SHOWN) {
        without.add(placement.datacenter().text());
      }
    }
    if (without.isEmpty()) {
      return;
    }
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

  /** Warns of a rule for a service that never is where the rule would let it connect. */
  private void rule(Node server, Datacenters here, Rule rule) {
    Node client = rule.client();
    if (rule.global() || server.placed.isEmpty() || client.placed.isEmpty()) {
      return;
    }
    for (DraftPlacement placement : client.placed) {
      if (here.contains(placement)) {
        return;
      }
    }
    problems
        .warning(
            Code.UNUSABLE_RULE,
            rule.said().place(),
            "this lets nobody in: "
                + rule.said().quoted()
                + " is in no datacenter that has "
                + server.name().quoted())
        .hint("add 'global: true' for its nodes in other datacenters, or remove the rule");
  }

  /** Where a service is. */
  private static final class Datacenters {
    private final List<DraftPlacement> placed;

    /** Their names; absent if they are few. */
    private final @Nullable Set<String> names;

    Datacenters(List<DraftPlacement> placed) {
      this.placed = placed;
      this.names = placed.size() > FEW ? names(placed) : null;
    }

    private static Set<String> names(List<DraftPlacement> placed) {
      Set<String> names = new HashSet<>();
      for (DraftPlacement placement : placed) {
        names.add(placement.datacenter().text());
      }
      return names;
    }

    boolean contains(DraftPlacement placement) {
      String datacenter = placement.datacenter().text();
      if (names != null) {
        return names.contains(datacenter);
      }
      for (DraftPlacement here : placed) {
        if (here.datacenter().text().equals(datacenter)) {
          return true;
        }
      }
      return false;
    }
  }

  private static boolean runs(Node service) {
    for (DraftPlacement placement : service.placed) {
      if (placement.most() > 0) {
        return true;
      }
    }
    return false;
  }

  private static String name(Node service) {
    return Quote.printable(service.name().text(), 63);
  }
}
