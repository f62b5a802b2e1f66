package dev.photon.config;

import dev.photon.config.Draft.DraftService;
import dev.photon.config.Draft.Name;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds services that wait for each other. Depth first in the order of the file, with a stack of
 * its own: a chain of dependencies may be as long as a file.
 */
final class Cycles {
  private static final int LONGEST_SHOWN = 12;
  private static final int DONE = -1;

  private final Map<String, DraftService> services;
  private final Problems problems;
  private final Map<String, Integer> depthOnPath = new HashMap<>();
  private final List<Step> path = new ArrayList<>();

  Cycles(Map<String, DraftService> services, Problems problems) {
    this.services = services;
    this.problems = problems;
  }

  void report() {
    for (DraftService service : services.values()) {
      enter(service);
      while (!path.isEmpty()) {
        Iterator<Name> rest = path.get(path.size() - 1).rest;
        if (rest.hasNext()) {
          follow(rest.next());
        } else {
          depthOnPath.put(path.remove(path.size() - 1).name, DONE);
        }
      }
    }
  }

  private void enter(DraftService service) {
    if (depthOnPath.putIfAbsent(service.name().text(), path.size()) == null) {
      path.add(new Step(service.name().text(), service.dependsOn().iterator()));
    }
  }

  private void follow(Name needed) {
    DraftService service = services.get(needed.text());
    Integer depth = depthOnPath.get(needed.text());
    if (service == null) {
      return; // reported by who checks references
    }
    if (depth == null) {
      enter(service);
    } else if (depth != DONE && depth < path.size() - 1) {
      problems
          .error(
              Code.DEPENDS_ON_CYCLE,
              needed.place(),
              "services wait for each other: " + shown(depth, needed.text()))
          .hint("remove one of these from depends-on");
    }
  }

  /** From the first of a cycle on the path back to itself, without the middle of a long one. */
  private String shown(int first, String again) {
    List<String> cycle = new ArrayList<>();
    for (Step step : path.subList(first, Math.min(path.size(), first + LONGEST_SHOWN))) {
      cycle.add(step.name);
    }
    if (path.size() > first + LONGEST_SHOWN) {
      cycle.add("…");
      cycle.add(path.get(path.size() - 1).name);
    }
    cycle.add(again);
    return cycle.stream().map(s -> Quote.printable(s, 63)).collect(Collectors.joining(" → "));
  }

  private record Step(String name, Iterator<Name> rest) {}
}
