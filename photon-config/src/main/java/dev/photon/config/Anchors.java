package dev.photon.config;

import dev.photon.config.Tree.Mode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** The values of a file that have a name in it, and what its aliases stand for. */
final class Anchors {
  private final Map<Anchor, Target> targets = new HashMap<>();
  private final Problems problems;

  /**
   * What an alias stands for.
   *
   * @param size how many values it stands for
   * @param height how many levels are below it
   */
  record Target(Tree tree, long size, int height, Mode mode) {}

  Anchors(Problems problems) {
    this.problems = problems;
  }

  /** Of several values of one name the last counts. */
  void put(Anchor anchor, Target target) {
    targets.put(anchor, target);
  }

  @Nullable Target find(Anchor alias) {
    return targets.get(alias);
  }

  /** Tells that nothing before it has that name. */
  void reportUnknown(Anchor alias, Place place) {
    String name = alias.getValue();
    boolean word = SecretParts.isWord(name);
    if (!word) {
      place.source().mask(place); // a text whose quotes were forgotten
    }
    problems
        .error(
            Code.UNKNOWN_ALIAS,
            place,
            (word ? Quote.of("*" + name) : "this alias") + " has no anchor before it")
        .hint(
            () ->
                Suggestion.nearest(name, targets.keySet().stream().map(Anchor::getValue).toList())
                    .filter(near -> word && SecretParts.isWord(near))
                    .map(near -> Suggestion.didYouMean("*" + near))
                    .orElse("quote the value if the star is part of it"));
  }
}
