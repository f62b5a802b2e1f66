package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A map of a file whose keys are known: the others are reported when it is opened. */
final class Section {
  private final String what;
  private final Place at;
  private final Mapping mapping;
  private final List<String> known;
  private final Problems problems;

  private Section(String what, Place at, Mapping mapping, List<String> known, Problems problems) {
    this.what = what;
    this.at = at;
    this.mapping = mapping;
    this.known = known;
    this.problems = problems;
  }

  /**
   * The value as a map; nothing at all is an empty one. Empty, and reported, if it is not a map.
   *
   * @param what how messages name it, as {@code qos}
   * @param at where its key is: there it lacks what it lacks
   */
  static Optional<Section> open(
      String what, Place at, Tree value, Problems problems, String... keys) {
    Optional<Mapping> mapping = map(what, at, value, problems);
    List<String> known = List.of(keys);
    mapping.ifPresent(there -> reportUnknown(what, there, known, problems));
    return mapping.map(there -> new Section(what, at, there, known, problems));
  }

  /** A map whose keys are names; nothing at all is an empty one. */
  static Optional<Mapping> map(String what, Place at, Tree value, Problems problems) {
    if (value instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (value.isNothing()) {
      return Optional.of(new Mapping(at, Map.of()));
    }
    problems.error("wrong-type", value.place(), what + " must be a map, and is " + value.kind());
    return Optional.empty();
  }

  private static void reportUnknown(
      String what, Mapping mapping, List<String> known, Problems problems) {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                reportUnknown(what, key, entry, known, problems);
              }
            });
  }

  private static void reportUnknown(
      String what, String key, Entry entry, List<String> known, Problems problems) {
    Optional<String> meant = Suggestion.nearest(key, known);
    SecretParts.maskUnknown(key, entry, meant);
    // A lone word among the keys of a notification may be half a secret.
    boolean quotable = SecretParts.isWord(key) && (meant.isPresent() || !known.contains("secret"));
    problems.error(
        "unknown-key",
        entry.key(),
        (quotable ? Quote.of(key) : "this") + " is not a key of " + what,
        () -> Suggestion.hint(key, known, "keys of " + what));
  }

  /** What stands at a key; empty if it is absent or says nothing. */
  Optional<Entry> get(String key) {
    return mapping.get(key).filter(entry -> !entry.value().isNothing());
  }

  /** What stands at a key; its absence is reported. */
  Optional<Entry> require(String key) {
    Optional<Entry> entry = mapping.get(key);
    if (entry.isEmpty() && isMisspelled(key)) {
      return entry; // reported with the right spelling as its hint
    }
    if (entry.isEmpty()) {
      problems.error("missing-key", at, what + " has no " + key, "add '" + key + ": …'");
    } else if (entry.get().value().isNothing()) {
      problems.error("missing-value", entry.get().key(), key + " of " + what + " has no value");
      return Optional.empty();
    }
    return entry;
  }

  private boolean isMisspelled(String key) {
    return mapping.entries().keySet().stream()
        .anyMatch(
            there ->
                !known.contains(there)
                    && Suggestion.nearest(there, known).filter(key::equals).isPresent());
  }
}
