package dev.photon.config;

import dev.photon.config.Tree.Below;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Mode;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts one file over another. Pure: what wins depends on the two trees alone, and everything that
 * wins keeps its place and remembers what it won over. Both must be in canonical spelling (see
 * {@link Spelling}). {@link MergeRule} is the table of what is merged how.
 *
 * <p>Goals: associative along the include order, and idempotent ({@code MergeTest} holds both), so
 * that it does not matter how files are grouped into files. That is why {@code !reset} and {@code
 * !override} stay in a merged tree until {@link #finished}: there may be more below.
 */
final class Merge {
  private final Problems problems;

  Merge(Problems problems) {
    this.problems = problems;
  }

  /** The base with the other on top of it: the other wins. */
  Mapping merge(Mapping base, Mapping over) {
    return mappings(base, over, MergeRule.ROOT, "");
  }

  /** The tree that nothing is put under any more: what was reset is gone. */
  static Mapping finished(Mapping merged) {
    Map<String, Entry> kept = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Entry> entry : merged.entries().entrySet()) {
      Entry old = entry.getValue();
      if (old.mode() == Mode.RESET) {
        changed = true;
        continue;
      }
      Tree now = finished(old.value());
      changed |= now != old.value();
      kept.put(entry.getKey(), old.with(now));
    }
    return changed ? new Mapping(merged.place(), kept) : merged;
  }

  private static Tree finished(Tree tree) {
    if (tree instanceof Mapping mapping) {
      return finished(mapping);
    }
    if (tree instanceof Sequence sequence
        && sequence.items().stream().anyMatch(Mapping.class::isInstance)) {
      List<Tree> items = sequence.items().stream().map(Merge::finished).toList();
      return items.equals(sequence.items()) ? sequence : new Sequence(sequence.place(), items);
    }
    return tree;
  }

  private Mapping mappings(Mapping base, Mapping over, MergeRule rule, String path) {
    Map<String, Entry> merged = new LinkedHashMap<>(base.entries());
    for (Map.Entry<String, Entry> entry : over.entries().entrySet()) {
      String key = entry.getKey();
      Entry above = entry.getValue();
      Entry below = merged.get(key);
      String inside = path.isEmpty() ? key : path + "." + Quote.printable(key, 60);
      merged.put(key, below == null ? above : entries(below, above, rule.below(key), inside));
    }
    return new Mapping(over.place(), merged);
  }

  private Entry entries(Entry base, Entry over, MergeRule rule, String path) {
    if (over.mode() == Mode.MERGE && over.value().isNothing()) {
      return base;
    }
    if (over.mode() != Mode.MERGE) {
      return new Entry(over.key(), over.value(), over.mode(), below(base, over, true));
    }
    if (base.mode() == Mode.RESET) {
      return new Entry(over.key(), over.value(), Mode.OVERRIDE, below(base, over, true));
    }
    Tree value = values(base.value(), over.value(), rule, path);
    return new Entry(over.key(), value, base.mode(), below(base, over, value == over.value()));
  }

  /**
   * What both lie over; a value does not lie over itself.
   *
   * @param lost whether nothing of the base is left
   */
  private static List<Below> below(Entry base, Entry over, boolean lost) {
    Map<Place, Below> below = new LinkedHashMap<>();
    over.below().forEach(b -> below.put(b.place(), b));
    if (!base.value().isNothing() || base.mode() == Mode.RESET) {
      below.putIfAbsent(base.value().place(), new Below(base.value().place(), lost));
    }
    for (Below b : base.below()) {
      below.putIfAbsent(b.place(), new Below(b.place(), lost || b.lost()));
    }
    below.remove(over.value().place());
    return List.copyOf(below.values());
  }

  private Tree values(Tree base, Tree over, MergeRule rule, String path) {
    if (base.isNothing()) {
      return over;
    }
    if (base instanceof Mapping below && over instanceof Mapping above) {
      return mappings(below, above, rule, path);
    }
    if (base instanceof Sequence below && over instanceof Sequence above) {
      return switch (rule.lists()) {
        case REPLACE -> over;
        case UNION -> new Sequence(over.place(), union(below.items(), above.items()));
        case KEYED -> new Sequence(over.place(), keyed(both(below.items(), above.items()), path));
      };
    }
    boolean known = !(base instanceof Tree.Unknown) && !(over instanceof Tree.Unknown);
    if (!known || base.getClass().equals(over.getClass())) {
      return over;
    }
    problems
        .error(
            Code.MERGE_CONFLICT,
            over.place(),
            path + " is " + over.kind() + " here, but " + base.kind() + " in an included file")
        .note("it is " + base.kind() + " here", base.place())
        .hint("make both the same kind, or write !override before the value that should stand");
    return new Tree.Unknown(over.place());
  }

  private static List<Tree> both(List<Tree> first, List<Tree> second) {
    List<Tree> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  /** All items, each once, where it came first. */
  static List<Tree> union(List<Tree> first, List<Tree> second) {
    Set<Object> seen = new HashSet<>();
    List<Tree> union = new ArrayList<>();
    for (Tree item : both(first, second)) {
      if (seen.add(content(item))) {
        union.add(item);
      }
    }
    return union;
  }

  /** The entries of an {@code expose}, those of one (port, proto) made one. */
  List<Tree> keyed(List<Tree> entries, String path) {
    Map<Object, List<Tree>> alike = new LinkedHashMap<>();
    for (Tree entry : entries) {
      Object key = exposeKey(entry);
      List<Tree> same = alike.get(key);
      if (same == null) {
        same = new ArrayList<>(1);
        alike.put(key, same);
      }
      same.add(entry);
    }
    List<Tree> united = new ArrayList<>();
    for (List<Tree> same : alike.values()) {
      united.add(united(same, path));
    }
    return united;
  }

  /** By halves, since merging is associative: one by one would take quadratic time. */
  private Tree united(List<Tree> entries, String path) {
    if (entries.size() == 1) {
      return entries.get(0);
    }
    int half = entries.size() / 2;
    Tree base = united(entries.subList(0, half), path);
    Tree over = united(entries.subList(half, entries.size()), path);
    return base instanceof Mapping below && over instanceof Mapping above
        ? mappings(below, above, MergeRule.EXPOSE_ENTRY, path)
        : over;
  }

  /** The port and protocol of an entry; for one that has none, what it says. */
  static Object exposeKey(Tree entry) {
    if (entry instanceof Mapping mapping) {
      Optional<String> port = scalar(mapping, "port");
      if (port.isPresent()) {
        Optional<String> proto = scalar(mapping, "proto");
        return port.get()
            + "/"
            + (proto.isPresent() ? proto.get() : Protocol.defaultFor(port.get()));
      }
    }
    return content(entry);
  }

  static Optional<String> scalar(Mapping mapping, String key) {
    Entry entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Scalar scalar && !scalar.isNull()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** What a value says, without where. */
  static Object content(Tree tree) {
    if (tree instanceof Mapping mapping) {
      Map<String, Object> content = new LinkedHashMap<>();
      for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
        content.put(entry.getKey(), content(entry.getValue().value()));
      }
      return content;
    }
    if (tree instanceof Sequence sequence) {
      List<Object> content = new ArrayList<>();
      for (Tree item : sequence.items()) {
        content.add(content(item));
      }
      return content;
    }
    return tree instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : Optional.empty();
  }
}
