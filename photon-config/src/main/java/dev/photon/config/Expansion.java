package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file's tree without the keys that are the user's own ({@code x-…}), and with variables replaced
 * in every single value. What was replaced is a text, whatever it looks like, and is not looked at
 * again for variables. Parts without either are passed on as they are.
 */
final class Expansion {
  private final Substitution substitution;

  private Expansion(Variables variables, boolean remote, Problems problems) {
    this.substitution = new Substitution(variables, remote, problems);
  }

  /**
   * @param remote whether the file was downloaded: then it is given fewer variables
   */
  static Mapping of(Mapping root, Variables variables, boolean remote, Problems problems) {
    return new Expansion(variables, remote, problems).mapping(root, Level.FILE);
  }

  /** How near a map is to the {@code env} of a service, the one place where x-… is a name. */
  private enum Level {
    FILE,
    SERVICES,
    SERVICE,
    ENV,
    ELSEWHERE;

    Level below(String key) {
      return switch (this) {
        case FILE -> key.equals("services") ? SERVICES : ELSEWHERE;
        case SERVICES -> SERVICE;
        case SERVICE -> key.equals("env") ? ENV : ELSEWHERE;
        case ENV, ELSEWHERE -> ELSEWHERE;
      };
    }
  }

  private Tree value(Tree tree, Level level) {
    if (tree instanceof Mapping mapping) {
      return mapping(mapping, level);
    }
    if (tree instanceof Sequence sequence) {
      return sequence(sequence);
    }
    return tree instanceof Scalar scalar ? substitution.of(scalar) : tree;
  }

  private Sequence sequence(Sequence sequence) {
    List<Tree> items = sequence.items();
    for (int i = 0; i < items.size(); i++) {
      Tree item = items.get(i);
      Tree expanded = value(item, Level.ELSEWHERE);
      if (expanded != item) {
        List<Tree> changed = new ArrayList<>(items.subList(0, i));
        changed.add(expanded);
        items
            .subList(i + 1, items.size())
            .forEach(rest -> changed.add(value(rest, Level.ELSEWHERE)));
        return new Sequence(sequence.place(), changed);
      }
    }
    return sequence;
  }

  private Mapping mapping(Mapping mapping, Level level) {
    Map<String, Entry> kept = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      Entry old = entry.getValue();
      boolean ignored = level != Level.ENV && key.startsWith(DnsLabel.IGNORED);
      if (ignored || !substitution.fits(key.length(), old.key())) {
        changed = true;
        continue;
      }
      Tree expanded = value(old.value(), level.below(key));
      changed |= expanded != old.value();
      kept.put(key, old.with(expanded));
    }
    return changed ? new Mapping(mapping.place(), kept) : mapping;
  }
}
