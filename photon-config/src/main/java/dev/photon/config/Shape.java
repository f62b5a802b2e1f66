package dev.photon.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a value of a deployment file may be. {@link Language} says it of every key; the readers ask
 * it for keys, words and ranges, and the published schema is written from it.
 */
sealed interface Shape {

  /**
   * A map with known keys.
   *
   * @param all their names
   */
  record Keys(Map<String, KeySpec> keys, List<String> all) implements Shape {
    private Keys(Map<String, KeySpec> keys) {
      this(ImmutableMap.copyOf(keys), ImmutableList.copyOf(keys.keySet()));
    }

    static Keys of(KeySpec... keys) {
      ImmutableMap.Builder<String, KeySpec> map = ImmutableMap.builder();
      for (KeySpec key : keys) {
        map.put(key.name(), key);
      }
      return new Keys(map.buildOrThrow());
    }

    /** Whether it is one of them. They are few: looking through them costs less than hashing. */
    boolean has(String key) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i).equals(key)) {
          return true;
        }
      }
      return false;
    }

    /** Those that are suggested, not the old spellings. */
    List<String> names() {
      List<String> names = new ArrayList<>();
      keys.forEach(
          (name, key) -> {
            if (!key.old()) {
              names.add(name);
            }
          });
      return names;
    }
  }

  /** A map from names that are given here, which are DNS labels, to values of one shape. */
  record Named(Shape value) implements Shape {}

  /** A map from names that are given elsewhere to values of one shape. */
  record Referring(Shape value) implements Shape {}

  /** A map from names of environment variables to texts, or a list of {@code NAME=value}. */
  record Environment() implements Shape {}

  /**
   * A list.
   *
   * @param orOne whether a single item is an old spelling of a list of one
   */
  record Items(Shape item, boolean orOne) implements Shape {}

  /** A whole number. */
  record Whole(int least, int most) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {}

  /** One of a few words. */
  record Words(List<String> words) implements Shape {
    public Words {
      words = ImmutableList.copyOf(words);
    }
  }

  /**
   * A single value of some form.
   *
   * @param pattern what its source text must match as a whole; in the syntax that Java and
   *     ECMAScript share
   * @param numbers which numbers it may look like
   */
  record Form(String pattern, Numbers numbers) implements Shape {}

  /** Values that other readers of YAML take for numbers. */
  enum Numbers {
    NONE,
    ANY,
    NOT_NEGATIVE,
    POSITIVE
  }

  /** Any single value, taken as its source text. */
  record Any() implements Shape {}

  /** One of several shapes. */
  record Either(List<Shape> shapes) implements Shape {
    public Either {
      shapes = ImmutableList.copyOf(shapes);
    }
  }

  /** Kinds of notifications, each with keys of its own; a kind not named here has any keys. */
  record Notifications(Map<String, Keys> kinds, Keys common) implements Shape {
    public Notifications {
      kinds = ImmutableMap.copyOf(kinds);
    }
  }

  /**
   * A key of a map.
   *
   * @param description a sentence for whoever writes a file, with what it is when it is not said
   * @param mandatory whether a whole deployment must say it
   * @param old whether it is an old spelling
   * @param example a value as YAML
   */
  record KeySpec(
      String name,
      Shape shape,
      String description,
      boolean mandatory,
      boolean old,
      Optional<String> example) {

    static KeySpec of(String name, Shape shape, String description) {
      return new KeySpec(name, shape, description, false, false, Optional.empty());
    }

    KeySpec required() {
      return new KeySpec(name, shape, description, true, old, example);
    }

    KeySpec oldSpelling() {
      return new KeySpec(name, shape, description, mandatory, true, example);
    }

    KeySpec example(String yaml) {
      return new KeySpec(name, shape, description, mandatory, old, Optional.of(yaml));
    }
  }
}
