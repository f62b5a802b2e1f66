package dev.photon.config;

import dev.photon.config.Draft.Name;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of services in a file, each known once: who reads a name joins it to all others of the
 * same text while it is at hand, so that nobody has to look it up later. For one thread.
 */
final class ServiceNames {
  private final Map<String, Shared> byText = new HashMap<>();

  /** What all names of one text have in common. */
  static final class Shared {
    private @Nullable ServiceName valid;

    /** The service of that name, once {@link DraftGraph} knows it. */
    DraftGraph.@Nullable Node node;

    /** The name; throws {@link IllegalArgumentException} if it cannot be one. */
    ServiceName valid(String text) {
      ServiceName known = valid;
      if (known == null) {
        known = ServiceName.of(text);
        valid = known;
      }
      return known;
    }
  }

  /** The same name, joined. */
  Name join(Name name) {
    Shared shared = byText.get(name.text());
    if (shared == null) {
      shared = new Shared();
      byText.put(name.text(), shared);
    }
    return new Name(name.text(), name.place(), name.said(), shared);
  }
}
