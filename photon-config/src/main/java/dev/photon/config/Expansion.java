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
    return new Expansion(variables, remote, problems).mapping(root, false);
  }

  private Tree value(Tree tree, boolean env) {
    if (tree instanceof Mapping mapping) {
      return mapping(mapping, env);
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
      Tree expanded = value(item, false);
      if (expanded != item) {
        List<Tree> changed = new ArrayList<>(items.subList(0, i));
        changed.add(expanded);
        items.subList(i + 1, items.size()).forEach(rest -> changed.add(value(rest, false)));
        return new Sequence(sequence.place(), changed);
      }
    }
    return sequence;
  }

  /**
   * @param env whether the keys are names of variables, of which one may begin with x-
   */
  private Mapping mapping(Mapping mapping, boolean env) {
    Map<String, Entry> kept = new LinkedHashMap<>();
    boolean changed = false;
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      Entry old = entry.getValue();
      if (!env && key.startsWith(DnsLabel.IGNORED)) {
        changed = true;
        continue;
      }
      Tree expanded = value(old.value(), key.equals("env"));
      changed |= expanded != old.value();
      kept.put(key, old.with(expanded));
    }
    return changed ? new Mapping(mapping.place(), kept) : mapping;
  }
}
