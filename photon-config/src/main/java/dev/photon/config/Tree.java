package dev.photon.config;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
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
   * @param written what stands in the file, if variables in it were replaced: their values may be
   *     secret, so messages quote this
   */
  record Scalar(Place place, String text, boolean plain, Optional<String> written) implements Tree {
    Scalar(Place place, String text, boolean plain) {
      this(place, text, plain, Optional.empty());
    }

    boolean isNull() {
      return isNull(text, plain);
    }

    /** Whether a text says nothing. */
    static boolean isNull(String text, boolean plain) {
      return plain
          && switch (text.length()) {
            case 0 -> true;
            case 1 -> text.charAt(0) == '~';
            case 4 -> text.equals("null") || text.equals("Null") || text.equals("NULL");
            default -> false;
          };
    }

    /** Whether it goes on in another line: then it may have swallowed what should be a key. */
    boolean hasSeveralLines() {
      return place.line() != place.endLine();
    }

    /** As messages quote it. */
    String quoted() {
      if (hasSeveralLines()) {
        return "a text of several lines";
      }
      return written.map(w -> "the value of " + Quote.of(w)).orElseGet(() -> Quote.of(text));
    }

    @Override
    public String kind() {
      return isNull() ? "nothing" : "a single value";
    }
  }

  /** A value that could not be found out, which was told: nothing more is said of it. */
  record Unknown(Place place) implements Tree {
    @Override
    public String kind() {
      return "a value";
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
      entries = Entries.copyOf(entries);
    }

    Optional<Entry> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** Whether it has no key but these. */
    boolean hasOnly(Shape.Keys keys) {
      return ((Entries) entries).areIn(keys);
    }

    /** The map with that entry at a key that it has; itself if that changes nothing. */
    Mapping with(String key, Entry now) {
      Entry old = entries.get(key);
      return old != null && old.value() == now.value() ? this : with(Map.of(key, now));
    }

    /** The map with other entries at some of its keys. */
    Mapping with(Map<String, Entry> changed) {
      Map<String, Entry> all = new LinkedHashMap<>(entries);
      all.putAll(changed);
      return new Mapping(place, all);
    }

    @Override
    public String kind() {
      return "a map";
    }
  }

  /** How a value lies over what an included file says at the same key. */
  enum Mode {
    /** They are merged. */
    MERGE,
    /** {@code !override}: this stands instead. */
    OVERRIDE,
    /** {@code !reset}: nothing stands there. */
    RESET
  }

  /**
   * What stands at a key.
   *
   * @param key where the key is
   * @param below what included files say at the same key, the uppermost first
   */
  record Entry(Place key, Tree value, Mode mode, List<Below> below) {
    Entry(Place key, Tree value) {
      this(key, value, Mode.MERGE, List.of());
    }

    Entry with(Tree other) {
      return other == value ? this : new Entry(key, other, mode, below);
    }

    /** The places of the values that this one won over. */
    List<Place> beaten() {
      return below.stream().filter(Below::lost).map(Below::place).toList();
    }
  }

  /**
   * A value that another one lies over.
   *
   * @param lost whether nothing of it is left, or it was merged
   */
  record Below(Place place, boolean lost) {}

  default boolean isNothing() {
    return this instanceof Scalar scalar && scalar.isNull();
  }
}
