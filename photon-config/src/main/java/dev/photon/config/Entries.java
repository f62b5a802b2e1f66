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

  /** Where each key is; absent if they are few. */
  private final @Nullable Map<String, Integer> index;

  private Entries(
      String[] keys, Tree.Entry[] values, int size, @Nullable Map<String, Integer> index) {
    this.keys = keys;
    this.values = values;
    this.size = size;
    this.index = index;
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
    private @Nullable Map<String, Integer> index;

    /** Adds an entry, unless there is one of that key: that one is returned then. */
    Tree.@Nullable Entry putIfAbsent(String key, Tree.Entry value) {
      int there = find(keys, size, index, key);
      if (there >= 0) {
        return values[there];
      }
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      keys[size] = key;
      values[size] = value;
      size++;
      if (size > FEW) {
        remember(key);
      }
      return null;
    }

    private void remember(String key) {
      Map<String, Integer> known = index;
      if (known == null) {
        known = new HashMap<>();
        for (int i = 0; i < size; i++) {
          known.put(keys[i], i);
        }
        index = known;
      } else {
        known.put(key, size - 1);
      }
    }

    boolean isEmpty() {
      return size == 0;
    }

    Entries build() {
      return new Entries(keys, values, size, index);
    }
  }

  private static int find(
      String[] keys, int size, @Nullable Map<String, Integer> index, Object key) {
    if (index != null) {
      Integer there = index.get(key);
      return there == null ? -1 : there;
    }
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Tree.@Nullable Entry get(@Nullable Object key) {
    int there = key == null ? -1 : find(keys, size, index, key);
    return there < 0 ? null : values[there];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key != null && find(keys, size, index, key) >= 0;
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
