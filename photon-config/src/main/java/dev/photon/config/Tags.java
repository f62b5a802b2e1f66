package dev.photon.config;

import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Mode;
import dev.photon.config.Tree.Sequence;
import java.util.Set;

/**
 * What the tags of YAML say here: how a value lies over one of an included file. Those of the core
 * schema are known and say nothing, since a value is its source text.
 */
final class Tags {
  private static final String YAML = "tag:yaml.org,2002:";
  private static final String NONE = "!";

  private static final Set<String> OF_SCALARS =
      Set.of(YAML + "int", YAML + "float", YAML + "bool", YAML + "null", YAML + "str", NONE);

  private static final Set<String> OF_MAPS = Set.of(YAML + "map", NONE);
  private static final Set<String> OF_LISTS = Set.of(YAML + "seq", NONE);

  private final Problems problems;

  Tags(Problems problems) {
    this.problems = problems;
  }

  /** Whether the tag says that the value is a text, even if it looks like nothing. */
  static boolean isText(String tag) {
    return tag.equals(YAML + "str") || tag.equals(NONE);
  }

  Mode ofScalar(String tag, Place place) {
    return mode(tag, OF_SCALARS, place);
  }

  Mode ofCollection(String tag, boolean map, Place place) {
    return mode(tag, map ? OF_MAPS : OF_LISTS, place);
  }

  private Mode mode(String tag, Set<String> usual, Place place) {
    if (usual.contains(tag)) {
      return Mode.MERGE;
    }
    switch (tag) {
      case "!reset" -> {
        return Mode.RESET;
      }
      case "!override" -> {
        return Mode.OVERRIDE;
      }
      default -> {}
    }
    place.source().mask(place); // a text whose quotes were forgotten
    problems
        .error(Code.BAD_TAG, place, "a tag stands before this value, and not one that is known")
        .hint("the tags are !reset and !override; a text that begins with '!' needs quotes");
    return Mode.MERGE;
  }

  /** How the value of a key lies over others; {@code !reset} takes no value. */
  Mode atKey(Tree value, Mode mode) {
    boolean empty =
        value.isNothing()
            || (value instanceof Sequence sequence && sequence.items().isEmpty())
            || (value instanceof Mapping mapping && mapping.entries().isEmpty());
    if (mode == Mode.RESET && !empty) {
      SecretParts.maskAll(value, false);
      problems
          .error(
              Code.BAD_TAG,
              value.place(),
              "!reset removes what an included file says, and takes no value")
          .hint("write !override to replace it by this value");
    }
    return mode == Mode.OVERRIDE && value.isNothing() ? Mode.RESET : mode;
  }

  /** Tells that a value stands at no key, so that it cannot lie over another one. */
  Tree alone(Tree value) {
    problems
        .error(
            Code.BAD_TAG,
            value.place(),
            "!reset and !override stand before the value of a key only")
        .hint("put the tag before the whole list, or remove it");
    return value;
  }
}
