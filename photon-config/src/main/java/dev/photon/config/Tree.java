package dev.photon.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a file that knows its place. It passes from reading to merging to checking; nothing of
 * the YAML library does. Immutable; maps keep the order of the file.
 */
sealed interface Tree {
  Place place();

  /** How a message names this kind of value. */
  String kind();

  /**
   * A text, a number or nothing: which of them is decided where it is used, from the source text.
   *
   * @param plain without quotes, so that {@code null} and the like mean nothing
   */
  record Scalar(Place place, String text, boolean plain) implements Tree {
    boolean isNull() {
      return plain
          && (text.isEmpty()
              || text.equals("~")
              || text.equals("null")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "a single value";
    }
  }

  record Sequence(Place place, List<Tree> items) implements Tree {
    public Sequence {
      items = ImmutableList.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(Place place, Map<String, Entry> entries) implements Tree {
    public Mapping {
      entries = ImmutableMap.copyOf(entries);
    }

    Optional<Entry> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** What stands at a key: where the key is, and its value. */
  record Entry(Place key, Tree value) {
    Entry with(Tree other) {
      return new Entry(key, other);
    }
  }

  default boolean isNothing() {
    return this instanceof Scalar scalar && scalar.isNull();
  }
}
