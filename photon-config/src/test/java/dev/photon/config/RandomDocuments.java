package dev.photon.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Documents that follow {@link Language}, of which about half have one thing wrong. They are JSON,
 * so that the schema's validator and the loader read the same values.
 */
final class RandomDocuments {
  private static final String[] NAMES = {"web", "db", "a-1", "x1"};

  private static final Map<String, List<Object>> GOOD = new HashMap<>();
  private static final Map<String, List<Object>> BAD = new HashMap<>();

  static {
    forms(
        "image", List.of("nginx:1.27", "a.b:80/c@sha256:0f", 1.5, true), List.of("", "a b", "-a"));
    forms("cpu", List.of(1, 0.5, "500m", "2", "0.25"), List.of(0, -1, "two", "0m", true));
    forms("memory", List.of("512MiB", "3 GB", "1.5Gi", "1gb"), List.of(512, "512", "1XB", "-1MB"));
    forms("disk", List.of("1GiB", "2TB"), List.of(5, "5", "GB", "1 PiB"));
    forms("max-price", List.of(0.12, "0.12 USD", 3), List.of("$1", -0.1, "0.12 EUR", true));
    forms("http", List.of("/", "/healthy?a=b"), List.of("healthy", "", 5, "/a b"));
    forms("interval", List.of("10s", "1m30s", "500ms"), List.of(10, "10", "ten", "s", "1s1h"));
    forms("timeout", List.of("1s"), List.of(5, "5 s"));
    forms("start-period", List.of("0s", "2m"), List.of("soon", ""));
    forms("name", List.of("chat", "a b", 7), List.of("", " "));
    forms("type", List.of("email"), List.of("", "E-mail"));
    forms("to", List.of("ops@example.com"), List.of("ops", "a b@example.com", "ops@"));
    forms("url", List.of("https://example.com/a?b=c"), List.of("example.com", "ftp://a/b", 5));
    forms("secret", List.of("hunter2", 12345), List.of(""));
    forms("service", List.of("web", "db"), List.of());
    forms("profile", List.of("web", "db"), List.of());
  }

  private final Random random;
  private boolean damaged;
  private int ports;

  RandomDocuments(Random random) {
    this.random = random;
  }

  private static void forms(String key, List<Object> good, List<Object> bad) {
    GOOD.put(key, good);
    BAD.put(key, bad);
  }

  String next() {
    Map<String, Object> document = keys(Language.FILE);
    document.remove("include");
    return Json.indented(document);
  }

  private Object value(String key, Shape shape) {
    if (!damaged && random.nextInt(40) == 0) {
      damaged = true;
      return bad(key, shape);
    }
    if (shape instanceof Shape.Keys keys) {
      return keys(keys);
    } else if (shape instanceof Shape.Named named) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        map.put(NAMES[random.nextInt(NAMES.length)], value(key, named.value()));
      }
      return map;
    } else if (shape instanceof Shape.Referring referring) {
      return Map.of(one(List.of(NAMES)), value(key, referring.value()));
    } else if (shape instanceof Shape.Environment) {
      return random.nextBoolean() ? Map.of("A", "b", "x-c", 5, "D", true) : List.of("A=b", "C=");
    } else if (shape instanceof Shape.Items items) {
      List<Object> list = new ArrayList<>();
      for (int i = random.nextInt(3); i > 0; i--) {
        list.add(value(key, items.item()));
      }
      return list;
    } else if (key.equals("port") || key.equals("as")) {
      return ++ports; // one that is named twice is another matter
    } else if (shape instanceof Shape.Whole range) {
      return random.nextBoolean() ? range.least() : Math.min(range.most(), range.least() + 7);
    } else if (shape instanceof Shape.Flag) {
      return random.nextBoolean() ? true : "True";
    } else if (shape instanceof Shape.Words words) {
      return words.words().get(random.nextInt(words.words().size()));
    } else if (shape instanceof Shape.Form) {
      return one(GOOD.getOrDefault(key, List.of("web", "db")));
    } else if (shape instanceof Shape.Any) {
      return one(List.of("", "a b", 5, true));
    } else if (shape instanceof Shape.Either either) {
      return value(key, one(either.shapes()));
    } else if (shape instanceof Shape.Notifications notifications) {
      return notification(notifications);
    }
    throw new AssertionError(shape);
  }

  private Map<String, Object> keys(Shape.Keys keys) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Shape.KeySpec key : keys.keys().values()) {
      boolean drop = key.mandatory() && !damaged && random.nextInt(60) == 0;
      damaged |= drop;
      if (!drop && !key.old() && (key.mandatory() || random.nextInt(3) > 0)) {
        map.put(key.name(), value(key.name(), key.shape()));
      }
    }
    if (!damaged && random.nextInt(60) == 0) {
      damaged = true;
      map.put("unheard-of", 1);
    } else if (random.nextInt(20) == 0) {
      map.put("x-own", List.of(1, Map.of("a", "b")));
    }
    mend(keys, map);
    return map;
  }

  /** What a schema says of several keys together. */
  private void mend(Shape.Keys keys, Map<String, Object> map) {
    if (keys.equals(Language.HEALTH)) {
      if (map.containsKey("http")) {
        map.remove("tcp");
        map.put("port", 80);
      } else {
        map.remove("port");
        map.putIfAbsent("tcp", 80);
      }
    } else if (keys.equals(Language.AUTOSCALING)) {
      map.putIfAbsent("target-cpu", 70);
      map.remove("min");
    } else if (keys.equals(Language.CLIENT) && !map.containsKey("service")) {
      map.put("global", true);
    }
  }

  private Map<String, Object> notification(Shape.Notifications notifications) {
    String kind = one(List.of("email", "webhook", "pager"));
    Shape.Keys keys = notifications.kinds().getOrDefault(kind, notifications.common());
    Map<String, Object> map = keys(keys);
    if (map.containsKey("type") && map.get("type").equals("email")) {
      map.put("type", kind);
    }
    if (kind.equals("pager")) {
      map.put("some-key", random.nextBoolean() ? "text" : 5);
    }
    map.computeIfPresent("name", (k, v) -> v.equals("chat") ? "chat" + random.nextLong() : v);
    return map;
  }

  private Object bad(String key, Shape shape) {
    if (shape instanceof Shape.Form) {
      List<Object> all = new ArrayList<>(BAD.getOrDefault(key, List.of()));
      all.add(List.of());
      all.add(Map.of("a", 1));
      return one(all);
    }
    if (shape instanceof Shape.Whole range) {
      return one(List.of(range.least() - 1, range.most() + 1, 1.5, "x", true, List.of()));
    }
    if (shape instanceof Shape.Flag) {
      return one(List.of("yes", 1, List.of(), ""));
    }
    if (shape instanceof Shape.Words) {
      return one(List.of("nope", 5, List.of(), ""));
    }
    if (shape instanceof Shape.Any) {
      return one(List.of(List.of(), Map.of()));
    }
    if (shape instanceof Shape.Named) {
      return one(List.of("text", List.of(1), Map.of("Not_A_Name", Map.of())));
    }
    if (shape instanceof Shape.Referring) {
      return one(List.of("text", List.of(1)));
    }
    if (shape instanceof Shape.Environment) {
      return one(List.of("A=b", List.of("no equals"), Map.of("A B", "c"), Map.of("A", List.of())));
    }
    return one(List.of("text", 5, true));
  }

  private <T> T one(List<? extends T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
