package dev.photon.config;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map of a file, in its order; immutable. Nearly all such maps have a few keys:
 * looking through them costs less than hashing, which is half of what a tree would cost otherwise.
 */
final class Entries extends AbstractMap<String, Tree.Entry> {
  /** Up to how many keys are looked through. */
  private static final int FEW = 8;

  private final String[] keys;
  private final Tree.Entry[] values;
  private final int size;

  /** The same by key; absent if they are few. */
  private final @Nullable Map<String, Tree.Entry> index;

  private Entries(
      String[] keys, Tree.Entry[] values, int size, @Nullable Map<String, Tree.Entry> index) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.index = index;
  }

  /** Whether all keys are among these. */
  boolean areIn(Shape.Keys known) {
    for (int i = 0; i < size; i++) {
      if (!known.has(keys[i])) {
        return false;
      }
    }
    return true;
  }

  static Entries copyOf(Map<String, Tree.Entry> map) {
    if (map instanceof Entries entries) {
      return entries;
    }
    Builder builder = new Builder();
    for (Map.Entry<String, Tree.Entry> entry : map.entrySet()) {
      builder.putIfAbsent(entry.getKey(), entry.getValue());
    }
    return builder.build();
  }

  /** Collects entries; not to be used any more once it has built. */
  static final class Builder {
    private String[] keys = new String[4];
    private Tree.Entry[] values = new Tree.Entry[4];
    private int size;
    private @Nullable Map<String, Tree.Entry> index;

    /** Adds an entry, unless there is one of that key: that one is returned then. */
    Tree.@Nullable Entry putIfAbsent(String key, Tree.Entry value) {
      Tree.Entry there = size < FEW ? find(keys, values, size, key) : remember(key, value);
      if (there != null) {
        return there;
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      keys[size] = key;
      values[size] = value;
      size++;
      return null;
    }

    /** The same by a table, once there are many. */
    private Tree.@Nullable Entry remember(String key, Tree.Entry value) {
      Map<String, Tree.Entry> known = index;
      if (known == null) {
        known = new HashMap<>();
        for (int i = 0; i < size; i++) {
          known.put(keys[i], values[i]);
        }
        index = known;
      }
      return known.putIfAbsent(key, value);
    }

    boolean isEmpty() {
      return size == 0;
    }

    Entries build() {
      return new Entries(keys, values, size, index);
    }
  }

  private static Tree.@Nullable Entry find(
      String[] keys, Tree.Entry[] values, int size, Object key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return values[i];
      }
    }
    return null;
  }

  @Override
  public Tree.@Nullable Entry get(@Nullable Object key) {
    if (key == null) {
      return null;
    }
    return index == null ? find(keys, values, size, key) : index.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<String, Tree.Entry>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<String, Tree.Entry>> iterator() {
        return new Walk();
      }
    };
  }

  private final class Walk implements Iterator<Map.Entry<String, Tree.Entry>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < size;
    }

    @Override
    public Map.Entry<String, Tree.Entry> next() {
      if (next == size) {
        throw new NoSuchElementException();
      }
      int at = next++;
      return new SimpleImmutableEntry<>(keys[at], values[at]);
    }
  }
}
