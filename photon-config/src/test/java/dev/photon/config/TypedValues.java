package dev.photon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tree as other readers see it, by the core schema of YAML 1.2: numbers, flags, nothing. */
final class TypedValues {
  private TypedValues() {}

  static Object of(Tree tree) {
    if (tree instanceof Tree.Mapping mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping.entries().forEach((key, entry) -> map.put(key, of(entry.value())));
      return map;
    }
    if (tree instanceof Tree.Sequence sequence) {
      List<Object> list = new ArrayList<>();
      sequence.items().forEach(item -> list.add(of(item)));
      return list;
    }
    Tree.Scalar scalar = (Tree.Scalar) tree;
    String text = scalar.text();
    if (!scalar.plain()) {
      return text;
    }
    if (scalar.isNull()) {
      return Json.NOTHING;
    }
    if (text.matches("[-+]?[0-9]{1,18}")) {
      return Long.parseLong(text);
    }
    if (text.matches("[-+]?([0-9]+\\.[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?")) {
      return Double.parseDouble(text);
    }
    if (text.matches("true|True|TRUE|false|False|FALSE")) {
      return Boolean.parseBoolean(text);
    }
    return text;
  }
}
