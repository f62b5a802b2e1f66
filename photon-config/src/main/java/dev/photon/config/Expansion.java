package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file's tree without the keys that are the user's own ({@code x-…}), and with {@code $$} read as
 * a dollar sign. Variables will be replaced here; until then one is an error.
 */
final class Expansion {
  private final Problems problems;

  private Expansion(Problems problems) {
    this.problems = problems;
  }

  static Mapping of(Mapping root, Problems problems) {
    return new Expansion(problems).mapping(root, false);
  }

  private Tree value(Tree tree, boolean env) {
    if (tree instanceof Mapping mapping) {
      return mapping(mapping, env);
    }
    if (tree instanceof Sequence sequence) {
      List<Tree> items = sequence.items().stream().map(item -> value(item, false)).toList();
      return new Sequence(sequence.place(), items);
    }
    return scalar((Scalar) tree);
  }

  /**
   * @param env whether the keys are names of variables, of which one may begin with x-
   */
  private Mapping mapping(Mapping mapping, boolean env) {
    Map<String, Entry> kept = new LinkedHashMap<>();
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      String key = entry.getKey();
      if (env || !key.startsWith(DnsLabel.IGNORED)) {
        Entry old = entry.getValue();
        kept.put(key, old.with(value(old.value(), key.equals("env"))));
      }
    }
    return new Mapping(mapping.place(), kept);
  }

  private Scalar scalar(Scalar scalar) {
    String text = scalar.text();
    if (text.indexOf('$') < 0) {
      return scalar;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      if (c == '$' && next == '{') {
        problems.error(
            "variables-unsupported",
            scalar.place(),
            "variables are not read by this build yet",
            "write the value itself; for a dollar sign before a brace write $${");
        return scalar;
      }
      out.append(c);
      if (c == '$' && next == '$') {
        i++;
      }
    }
    return new Scalar(scalar.place(), out.toString(), scalar.plain());
  }
}
