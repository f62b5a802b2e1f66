package dev.photon.config;

import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Sequence;
import java.util.List;

/**
 * What stands at the keys {@code <<} of one map: maps whose keys are taken over where the map does
 * not say them itself; of several, the first wins.
 */
final class Templates {
  private Templates() {}

  /**
   * Takes the keys over.
   *
   * @param values each a map, or several of them in a list; all else is told
   */
  static void into(Entries.Builder entries, List<Tree> values, Problems problems) {
    for (Tree value : values) {
      if (value instanceof Sequence sequence) {
        sequence.items().forEach(item -> into(entries, item, problems));
      } else if (!value.isNothing()) {
        into(entries, value, problems);
      }
    }
  }

  private static void into(Entries.Builder entries, Tree value, Problems problems) {
    if (value instanceof Mapping mapping) {
      mapping.entries().forEach(entries::putIfAbsent);
    } else if (!(value instanceof Tree.Unknown)) {
      problems
          .error(
              Code.BAD_MERGE_KEY,
              value.place(),
              "'<<' takes over the keys of a map, and this is " + value.kind())
          .hint("name an anchored map, as '<<: *defaults', or several in a list");
    }
  }
}
