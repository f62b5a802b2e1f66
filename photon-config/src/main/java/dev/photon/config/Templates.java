package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What stands at the keys {@code <<} of one map: maps whose keys are taken over where the map does
 * not say them itself; of several, the first wins.
 */
final class Templates {
  private final List<Mapping> templates = new ArrayList<>();
  private final Problems problems;

  Templates(Problems problems) {
    this.problems = problems;
  }

  /** A map, or several of them in a list. */
  void add(Tree value) {
    if (value instanceof Sequence sequence) {
      sequence.items().forEach(this::addMap);
    } else if (!value.isNothing()) {
      addMap(value);
    }
  }

  private void addMap(Tree value) {
    if (value instanceof Mapping mapping) {
      templates.add(mapping);
    } else if (!(value instanceof Tree.Unknown)) {
      problems
          .error(
              Code.BAD_MERGE_KEY,
              value.place(),
              "'<<' takes over the keys of a map, and this is " + value.kind())
          .hint("name an anchored map, as '<<: *defaults', or several in a list");
    }
  }

  void into(Map<String, Entry> entries) {
    templates.forEach(template -> template.entries().forEach(entries::putIfAbsent));
  }
}
