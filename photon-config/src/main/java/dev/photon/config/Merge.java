package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts one file over another. Pure: what wins depends on the two trees alone, and everything that
 * wins keeps its place. Both must be in canonical spelling (see {@link Spelling}).
 *
 * <p>Goals: associative along the include order, and idempotent ({@code MergeTest} holds both), so
 * that it does not matter how files are grouped into files.
 */
final class Merge {
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
  }

  /** What a path is merged by; {@link #below} is the whole table. */
  private enum Rule {
    /** Maps key by key; all else is replaced. */
    USUAL,
    ROOT,
    SERVICES,
    SERVICE,
    /** The new list instead of the old one. */
    REPLACE,
    /** The items of both, the old first, none twice. */
    UNION,
    /** The entries of both by (port, proto); {@code to} of equal ones is a union. */
    EXPOSE;

    Rule below(String key) {
      return switch (this) {
        case ROOT -> key.equals("services") ? SERVICES : USUAL;
        case SERVICES -> SERVICE;
        case SERVICE ->
            switch (key) {
              case "args" -> REPLACE;
              case "depends-on" -> UNION;
              case "expose" -> EXPOSE;
              default -> USUAL;
            };
        case USUAL, REPLACE, UNION, EXPOSE -> USUAL;
      };
    }
  }

  /** The base with the other on top of it: the other wins. */
  Mapping merge(Mapping base, Mapping over) {
    return mappings(base, over, Rule.ROOT, "");
  }

  private Tree values(Tree base, Tree over, Rule rule, String path) {
    if (over.isNothing()) {
      return base;
    }
    if (base.isNothing()) {
      return over;
    }
    if (base instanceof Mapping below && over instanceof Mapping above) {
      return mappings(below, above, rule, path);
    }
    if (base instanceof Sequence below && over instanceof Sequence above) {
      return sequences(below, above, rule);
    }
    if (!base.getClass().equals(over.getClass())) {
      problems.error(
          "merge-conflict",
          over.place(),
          path + " is " + over.kind() + " here, but " + base.kind() + " at " + base.place(),
          "make both the same kind, or remove one");
    }
    return over;
  }

  private Mapping mappings(Mapping base, Mapping over, Rule rule, String path) {
    Map<String, Entry> merged = new LinkedHashMap<>(base.entries());
    for (Map.Entry<String, Entry> entry : over.entries().entrySet()) {
      String key = entry.getKey();
      Entry above = entry.getValue();
      Entry below = merged.get(key);
      if (below == null) {
        merged.put(key, above);
      } else {
        String inside = path.isEmpty() ? key : path + "." + Quote.printable(key, 60);
        Tree value = values(below.value(), above.value(), rule.below(key), inside);
        // A key that says nothing does not take over the place of one that does.
        merged.put(key, new Entry(value == below.value() ? below.key() : above.key(), value));
      }
    }
    return new Mapping(over.place(), merged);
  }

  private static Sequence sequences(Sequence base, Sequence over, Rule rule) {
    return switch (rule) {
      case UNION -> new Sequence(over.place(), union(base.items(), over.items()));
      case EXPOSE -> new Sequence(over.place(), unite(both(base.items(), over.items())));
      case USUAL, ROOT, SERVICES, SERVICE, REPLACE -> over;
    };
  }

  private static List<Tree> both(List<Tree> first, List<Tree> second) {
    List<Tree> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** All items, each once, where it came first. */
  static List<Tree> union(List<Tree> first, List<Tree> second) {
    Set<Object> seen = new LinkedHashSet<>();
    return both(first, second).stream().filter(item -> seen.add(content(item))).toList();
  }

  /** The entries of an {@code expose}, those of one (port, proto) made one. */
  static List<Tree> unite(List<Tree> entries) {
    Map<Object, Tree> united = new LinkedHashMap<>();
    for (Tree entry : entries) {
      united.merge(exposeKey(entry), entry, Merge::overlay);
    }
    return List.copyOf(united.values());
  }

  private static Tree overlay(Tree base, Tree over) {
    if (!(base instanceof Mapping below) || !(over instanceof Mapping above)) {
      return over;
    }
    Map<String, Entry> merged = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach(
            (key, entry) ->
                merged.merge(
                    key,
                    entry,
                    (old, now) -> {
                      if (now.value().isNothing()) {
                        return old;
                      }
                      return old.value() instanceof Sequence first
                              && now.value() instanceof Sequence second
                          ? now.with(
                              new Sequence(second.place(), union(first.items(), second.items())))
                          : now;
                    }));
    return new Mapping(above.place(), merged);
  }

  /** The port and protocol of an entry; for one that has none, what it says. */
  static Object exposeKey(Tree entry) {
    if (entry instanceof Mapping mapping) {
      Optional<String> port = scalar(mapping, "port");
      if (port.isPresent()) {
        String proto = scalar(mapping, "proto").orElseGet(() -> defaultProtocol(port.get()));
        return port.get() + "/" + proto;
      }
    }
    return content(entry);
  }

  private static String defaultProtocol(String port) {
    return port.equals("80") ? "http" : port.equals("443") ? "https" : "tcp";
  }

  static Optional<String> scalar(Mapping mapping, String key) {
    return mapping
        .get(key)
        .filter(entry -> !entry.value().isNothing())
        .flatMap(
            entry ->
                entry.value() instanceof Scalar scalar
                    ? Optional.of(scalar.text())
                    : Optional.empty());
  }

  /** What a value says, without where. */
  static Object content(Tree tree) {
    if (tree instanceof Mapping mapping) {
      Map<String, Object> content = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> content.put(key, content(entry.value())));
      return content;
    }
    if (tree instanceof Sequence sequence) {
      return sequence.items().stream().map(Merge::content).toList();
    }
    return tree.isNothing() ? Optional.empty() : ((Scalar) tree).text();
  }
}
