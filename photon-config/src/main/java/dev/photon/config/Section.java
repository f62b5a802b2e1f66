package dev.photon.config;

import dev.photon.config.Shape.Keys;
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
  private final Keys keys;
  private final Problems problems;

  private Section(String what, Place at, Mapping mapping, Keys keys, Problems problems) {
    this.what = what;
    this.at = at;
    this.mapping = mapping;
    this.keys = keys;
    this.problems = problems;
  }

  /**
   * The value as a map; nothing at all is an empty one. Empty, and reported, if it is not a map.
   *
   * @param what how messages name it, as {@code qos}
   * @param at where its key is: there it lacks what it lacks
   */
  static Optional<Section> open(String what, Place at, Tree value, Problems problems, Keys keys) {
    String hint = "its keys: " + String.join(", ", keys.names());
    Optional<Mapping> mapping = map(what, at, value, problems, Optional.of(hint));
    mapping.ifPresent(there -> reportUnknown(what, there, keys, problems));
    return mapping.map(there -> new Section(what, at, there, keys, problems));
  }

  /** A map that may have any keys; those that the language knows are required as such. */
  static Optional<Section> any(String what, Place at, Mapping mapping, Problems problems) {
    return Optional.of(new Section(what, at, mapping, Language.NOTIFICATION.common(), problems));
  }

  /** A map whose keys are names; nothing at all is an empty one. */
  static Optional<Mapping> map(String what, Place at, Tree value, Problems problems) {
    return map(what, at, value, problems, Optional.empty());
  }

  private static Optional<Mapping> map(
      String what, Place at, Tree value, Problems problems, Optional<String> hint) {
    if (value instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (value.isNothing()) {
      return Optional.of(new Mapping(at, Map.of()));
    }
    if (!(value instanceof Tree.Unknown)) {
      problems
          .error(Code.WRONG_TYPE, value.place(), what + " must be a map, and is " + value.kind())
          .hint(mapHint(value).or(() -> hint));
    }
    return Optional.empty();
  }

  private static Optional<String> mapHint(Tree value) {
    if (value instanceof Tree.Sequence) {
      return Optional.of("a map has lines 'key: value', without '- '");
    }
    String text = value instanceof Tree.Scalar scalar ? scalar.text() : "";
    return text.matches("(?s)[^:/]+:[^ /].*")
        ? Optional.of("put a space behind ':'")
        : Optional.empty();
  }

  private static void reportUnknown(String what, Mapping mapping, Keys keys, Problems problems) {
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      if (!keys.keys().containsKey(entry.getKey())) {
        reportUnknown(what, entry.getKey(), entry.getValue(), keys.names(), problems);
      }
    }
  }

  private static void reportUnknown(
      String what, String key, Entry entry, List<String> known, Problems problems) {
    Optional<String> meant = Suggestion.nearest(key, known);
    SecretParts.maskUnknown(key, entry, meant);
    // A lone word among the keys of a notification may be half a secret.
    boolean quotable = SecretParts.isWord(key) && (meant.isPresent() || !known.contains("secret"));
    Problem problem =
        problems
            .error(
                Code.UNKNOWN_KEY,
                entry.key(),
                (quotable ? Quote.of(key) : "this") + " is not a key of " + what)
            .hint(() -> unknownHint(key, meant, known, what));
    meant
        .filter(word -> Suggestion.isCertain(key, word))
        .ifPresent(w -> problem.fix(entry.key(), w));
  }

  private static String unknownHint(
      String key, Optional<String> meant, List<String> known, String what) {
    return meant
        .map(Suggestion::didYouMean)
        .or(() -> ForeignKeys.instead(key))
        .orElseGet(() -> Suggestion.hint(key, known, "keys of " + what));
  }

  /** Whether a key is there, or one that was probably meant to be it. */
  boolean means(String key) {
    return get(key).isPresent() || isMisspelled(key);
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
      problems.error(Code.MISSING_KEY, at, what + " has no " + key).hint("add '" + key + ": …'");
    } else if (entry.get().value().isNothing()) {
      problems
          .error(Code.MISSING_VALUE, entry.get().key(), key + " of " + what + " has no value")
          .hint("write one behind the ':'");
      return Optional.empty();
    }
    return entry;
  }

  private boolean isMisspelled(String key) {
    return mapping.entries().keySet().stream()
        .anyMatch(
            there ->
                !keys.keys().containsKey(there)
                    && Suggestion.nearest(there, keys.names()).filter(key::equals).isPresent());
  }
}
