package dev.photon.config;

import dev.photon.config.Shape.KeySpec;
import dev.photon.config.Shape.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes {@link Language} as JSON Schema. Of a file that may include others nothing is required but
 * its version, and any key may say nothing; of a whole deployment more can be said.
 */
final class SchemaWriter {
  private static final String OWN = "^x-";
  private static final String ENV_NAME = "[!-#%-<>-~]{1,256}";

  private static final Map<String, Object> VARIABLE =
      ordered("type", "string", "pattern", "\\$\\{");

  private final boolean whole;

  private SchemaWriter(boolean whole) {
    this.whole = whole;
  }

  /** The schema of a file, as it is published. */
  static String file() {
    return new SchemaWriter(false).text();
  }

  /** The schema of a deployment that includes nothing. */
  static String whole() {
    return new SchemaWriter(true).text();
  }

  private String text() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "urn:photon:deployment-file:" + Language.VERSION);
    schema.put("title", "Photon deployment file");
    schema.putAll(keys(Language.FILE, false));
    schema.put("required", List.of("version"));
    return Json.indented(schema);
  }

  private Map<String, Object> schema(Shape shape, boolean nullable) {
    if (shape instanceof Keys keys) {
      return keys(keys, nullable);
    } else if (shape instanceof Shape.Named named) {
      return named(named.value())
          .put("propertyNames", ordered("pattern", "^(?:x-[\\s\\S]*|" + DnsLabel.PATTERN + ")$"))
          .map();
    } else if (shape instanceof Shape.Referring referring) {
      return named(referring.value()).map();
    } else if (shape instanceof Shape.Environment) {
      return environment();
    } else if (shape instanceof Shape.Items items) {
      return items(items);
    } else if (shape instanceof Shape.Whole range) {
      return types(nullable, "integer", "string")
          .put("minimum", range.least())
          .put("maximum", range.most())
          .put("pattern", pattern("0|[1-9][0-9]{0,9}"))
          .map();
    } else if (shape instanceof Shape.Flag) {
      return types(nullable, "boolean", "string")
          .put("pattern", pattern("true|True|TRUE|false|False|FALSE"))
          .map();
    } else if (shape instanceof Shape.Words words) {
      return words(words, nullable);
    } else if (shape instanceof Shape.Form form) {
      return form(form, nullable);
    } else if (shape instanceof Shape.Any) {
      return types(true, "string", "number", "boolean").map();
    } else if (shape instanceof Shape.Either either) {
      List<Object> any = new ArrayList<>();
      either.shapes().forEach(one -> any.add(schema(one, nullable)));
      return ordered("anyOf", any);
    } else if (shape instanceof Shape.Notifications notifications) {
      return notifications(notifications);
    }
    throw new AssertionError(shape);
  }

  private Map<String, Object> keys(Keys keys, boolean nullable) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<Object> required = new ArrayList<>();
    for (KeySpec key : keys.keys().values()) {
      properties.put(key.name(), property(key));
      if (key.mandatory()) {
        required.add(key.name());
      }
    }
    boolean strict = whole || keys.equals(Language.EMAIL) || keys.equals(Language.WEBHOOK);
    Schema schema =
        types(nullable && (!strict || required.isEmpty()), "object")
            .put("properties", properties)
            .put("patternProperties", ordered(OWN, ordered()))
            .put("additionalProperties", false);
    if (strict && !required.isEmpty()) {
      schema.put("required", required);
    }
    if (keys.equals(Language.CLIENT)) {
      Map<String, Object> open = ordered("enum", List.of(true, "true", "True", "TRUE"));
      if (!whole) {
        open = ordered("anyOf", List.of(open, VARIABLE));
      }
      Map<String, Object> anyone = new LinkedHashMap<>();
      anyone.put("required", List.of("global"));
      anyone.put("properties", ordered("global", open));
      schema.put("anyOf", List.of(ordered("required", List.of("service")), anyone));
    }
    if (whole && keys.equals(Language.HEALTH)) {
      schema.put(
          "oneOf",
          List.of(ordered("required", List.of("http")), ordered("required", List.of("tcp"))));
      schema.put("dependentRequired", ordered("port", List.of("http")));
    }
    if (whole && keys.equals(Language.AUTOSCALING)) {
      schema.put(
          "anyOf",
          List.of(
              ordered("required", List.of("target-cpu")),
              ordered("required", List.of("target-memory"))));
    }
    return schema.map();
  }

  private Map<String, Object> property(KeySpec key) {
    boolean version = key.shape() instanceof Shape.Words w && w.words().contains("0.1");
    boolean nullable = !version && !(whole && key.mandatory());
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("description", key.description());
    property.putAll(schema(key.shape(), nullable));
    if (key.old()) {
      property.put("deprecated", true);
    }
    key.example().ifPresent(example -> property.put("examples", List.of(value(example))));
    return property;
  }

  /** An example as an editor inserts it. */
  private static Object value(String yaml) {
    if (yaml.matches("[0-9]+")) {
      return Long.parseLong(yaml);
    }
    if (yaml.equals("[{global: true}]")) {
      return List.of(ordered("global", true));
    }
    return yaml.replace("\"", "");
  }

  private Schema named(Shape value) {
    return types(true, "object")
        .put("patternProperties", ordered(OWN, ordered()))
        .put("additionalProperties", schema(value, true));
  }

  private static Map<String, Object> environment() {
    return types(true, "object", "array")
        .put("propertyNames", ordered("pattern", "^" + ENV_NAME + "$"))
        .put("additionalProperties", types(true, "string", "number", "boolean").map())
        .put("items", types(false, "string").put("pattern", "^" + ENV_NAME + "=[\\s\\S]*$").map())
        .map();
  }

  private Map<String, Object> items(Shape.Items items) {
    Map<String, Object> list = types(true, "array").put("items", schema(items.item(), false)).map();
    Optional<Shape> one = items.orOne() ? map(items.item()) : Optional.empty();
    if (one.isEmpty()) {
      return list;
    }
    Map<String, Object> single = new LinkedHashMap<>(schema(one.get(), false));
    single.put("deprecated", true);
    return ordered("anyOf", List.of(list, single));
  }

  /** Only a map is an old spelling of a list of one. */
  private static Optional<Shape> map(Shape item) {
    return item instanceof Shape.Either either
        ? either.shapes().stream().filter(Keys.class::isInstance).findFirst()
        : Optional.of(item);
  }

  private Map<String, Object> words(Shape.Words words, boolean nullable) {
    List<Object> all = new ArrayList<>(words.words());
    if (words.words().contains(Language.VERSION)) {
      all.add(Double.parseDouble(Language.VERSION));
    }
    if (!nullable) {
      return ordered("enum", all);
    }
    return ordered(
        "anyOf",
        whole
            ? List.of(ordered("enum", all), ordered("type", "null"))
            : List.of(ordered("enum", all), VARIABLE, ordered("type", "null")));
  }

  /** Of a whole text; in a file there may be a variable in it. */
  private String pattern(String pattern) {
    return "^(?:" + pattern + (whole ? "" : "|[\\s\\S]*\\$\\{[\\s\\S]*") + ")$";
  }

  private Map<String, Object> form(Shape.Form form, boolean nullable) {
    Schema schema =
        switch (form.numbers()) {
          case NONE -> types(nullable, "string");
          case ANY -> types(nullable, "string", "number", "boolean");
          case NOT_NEGATIVE -> types(nullable, "string", "number").put("minimum", 0);
          case POSITIVE -> types(nullable, "string", "number").put("exclusiveMinimum", 0);
        };
    String pattern = form.pattern().replace("(?s)", "").replace(".*", "[\\s\\S]*");
    return schema.put("pattern", pattern(pattern.replace(".+", "[\\s\\S]+"))).map();
  }

  private Map<String, Object> notifications(Shape.Notifications notifications) {
    List<Object> kinds = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    new TreeMap<>(notifications.kinds())
        .forEach(
            (kind, keys) -> {
              Map<String, Object> rule = new LinkedHashMap<>();
              rule.put("if", kind(ordered("const", kind)));
              rule.put("then", keys(keys, false));
              kinds.add(rule);
              names.add(kind);
            });
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("if", kind(ordered("enum", names)));
    Map<String, Object> any = new LinkedHashMap<>();
    Map<String, Object> common = keys(notifications.common(), false);
    any.put("properties", common.get("properties"));
    any.put("required", List.of("name", "type"));
    any.put("patternProperties", ordered(OWN, ordered()));
    any.put("propertyNames", ordered("pattern", "^(?:x-[\\s\\S]*|" + DnsLabel.PATTERN + ")$"));
    any.put("additionalProperties", types(true, "string", "number", "boolean").map());
    other.put("else", any);
    kinds.add(other);
    return types(false, "object").put("allOf", kinds).map();
  }

  private static Map<String, Object> kind(Map<String, Object> type) {
    Map<String, Object> kind = new LinkedHashMap<>();
    kind.put("properties", ordered("type", type));
    kind.put("required", List.of("type"));
    return kind;
  }

  private static Schema types(boolean nullable, String... types) {
    List<Object> all = new ArrayList<>(List.of(types));
    if (nullable) {
      all.add("null");
    }
    return new Schema(new LinkedHashMap<>()).put("type", all.size() == 1 ? all.get(0) : all);
  }

  /** Keys and values in turn; written in this order. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return map;
  }

  private record Schema(Map<String, Object> map) {
    Schema put(String key, Object value) {
      map.put(key, value);
      return this;
    }
  }
}
