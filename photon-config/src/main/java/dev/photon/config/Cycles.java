package dev.photon.config;

import dev.photon.config.DraftGraph.Dependency;
import dev.photon.config.DraftGraph.Node;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Finds services that wait for each other. Depth first in the order of the file, with a stack of
 * its own: a chain of dependencies may be as long as a file.
 */
final class Cycles {
  /** Of a service that was not looked at yet. */
  static final int NEW = -2;

  private static final int DONE = -1;
  private static final int LONGEST_SHOWN = 12;

  private final List<Node> nodes;
  private final Problems problems;
  private final List<Step> path = new ArrayList<>();

  Cycles(List<Node> nodes, Problems problems) {
    this.nodes = nodes;
    this.problems = problems;
  }

  void report() {
    for (Node node : nodes) {
      enter(node);
      while (!path.isEmpty()) {
        Iterator<Dependency> rest = path.get(path.size() - 1).rest;
        if (rest.hasNext()) {
          follow(rest.next());
        } else {
          path.remove(path.size() - 1).node.depth = DONE;
        }
      }
    }
  }

  private void enter(Node node) {
    if (node.depth != NEW) {
      return;
    }
    if (node.needs.isEmpty()) {
      node.depth = DONE;
      return;
    }
    node.depth = path.size();
    path.add(new Step(node, node.needs.iterator()));
  }

  private void follow(Dependency dependency) {
    int depth = dependency.needed().depth;
    if (depth == NEW) {
      enter(dependency.needed());
    } else if (depth != DONE) {
      problems
          .error(
              Code.DEPENDS_ON_CYCLE,
              dependency.said().place(),
              "services wait for each other: " + shown(depth, dependency.said().text()))
          .hint("remove one of these from depends-on");
    }
  }

  /** From the first of a cycle on the path back to itself, without the middle of a long one. */
  private String shown(int first, String again) {
    List<String> cycle = new ArrayList<>();
    for (Step step : path.subList(first, Math.min(path.size(), first + LONGEST_SHOWN))) {
      cycle.add(step.node.name().text());
    }
    if (path.size() > first + LONGEST_SHOWN) {
      cycle.add("…");
      cycle.add(path.get(path.size() - 1).node.name().text());
    }
    cycle.add(again);
    return cycle.stream().map(s -> Quote.printable(s, 63)).collect(Collectors.joining(" → "));
  }

  private record Step(Node node, Iterator<Dependency> rest) {}
}
