package dev.photon.config;

import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Sequence;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where each value of a loaded deployment was written, and what it won over. Immutable and safe for
 * use by many threads.
 *
 * <p>A path names a value in the canonical document: {@code services.web.image}, {@code
 * services.web.expose[0].to[1]}, and {@code services.web.env["a.b"]} for a key that is no plain
 * word. Only what somebody wrote has an origin: defaults have none.
 */
public final class Origins {
  static final Origins NONE = new Origins(null);

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

  private final @Nullable Mapping root;
  private volatile @Nullable Map<String, Written> all;

  /**
   * The place of a value.
   *
   * @param overridden the places of the values it won over, the last one first
   */
  public record Written(Origin origin, List<Origin> overridden) {
    public Written {
      overridden = List.copyOf(overridden);
    }
  }

  private Origins(@Nullable Mapping root) {
    this.root = root;
  }

  static Origins of(Mapping merged) {
    return new Origins(merged);
  }

  static String text(Written written) {
    StringBuilder text = new StringBuilder(written.origin().toString());
    for (Origin below : written.overridden()) {
      text.append(", over ").append(below);
    }
    return text.toString();
  }

  /** Where the value at a path was written, if it was. */
  public Optional<Written> at(String path) {
    return Optional.ofNullable(all().get(path));
  }

  /** All paths in the order of the canonical document; made when it is first asked for. */
  public Map<String, Written> all() {
    Map<String, Written> known = all;
    if (known == null) {
      Map<String, Written> found = new LinkedHashMap<>();
      if (root != null) {
        addAll(Spelling.canonical(root, new Problems()), "", found);
      }
      known = Collections.unmodifiableMap(found);
      all = known;
    }
    return known;
  }

  private static void addAll(Mapping mapping, String path, Map<String, Written> found) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              String inside = below(path, key);
              List<Origin> overridden = entry.beaten().stream().map(Place::origin).toList();
              found.put(inside, new Written(entry.value().place().origin(), overridden));
              add(entry.value(), inside, found);
            });
  }

  private static void add(Tree tree, String path, Map<String, Written> found) {
    if (tree instanceof Mapping mapping) {
      addAll(mapping, path, found);
    } else if (tree instanceof Sequence sequence) {
      int index = 0;
      for (Tree item : sequence.items()) {
        String inside = item(path, index++);
        found.put(inside, new Written(item.place().origin(), List.of()));
        add(item, inside, found);
      }
    }
  }

  /** The path of what stands at a key. */
  static String below(String path, String key) {
    if (WORD.matcher(key).matches()) {
      return path.isEmpty() ? key : path + "." + key;
    }
    return path + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  /** The path of an item of a list. */
  static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
