package dev.photon.config;

import dev.photon.config.Shape.Keys;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A map of a file whose keys are known: the others are reported when it is opened. */
final class Section {
  private final What what;
  private final Place at;
  private final Mapping mapping;
  private final Keys keys;
  private final Problems problems;

  /** How messages name it; put together only when one does. */
  private record What(String kind, String name) {
    String text() {
      return name.isEmpty() ? Quote.printable(kind, 130) : kind + " " + Quote.of(name);
    }
  }

  private Section(What what, Place at, Mapping mapping, Keys keys, Problems problems) {
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
    return open(new What(what, ""), at, value, problems, keys);
  }

  /** The same for one of several that have names, as {@code service 'web'}. */
  static Optional<Section> open(
      String kind, String name, Place at, Tree value, Problems problems, Keys keys) {
    return open(new What(kind, name), at, value, problems, keys);
  }

  private static Optional<Section> open(
      What what, Place at, Tree value, Problems problems, Keys keys) {
    if (!(value instanceof Mapping) && !value.isNothing()) {
      refuse(what.text(), value, problems, "its keys: " + String.join(", ", keys.names()));
      return Optional.empty();
    }
    Mapping mapping = value instanceof Mapping there ? there : new Mapping(at, Map.of());
    if (!mapping.hasOnly(keys)) {
      reportUnknown(what, mapping, keys, problems);
    }
    return Optional.of(new Section(what, at, mapping, keys, problems));
  }

  private static void reportUnknown(What what, Mapping mapping, Keys keys, Problems problems) {
    for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
      if (!keys.has(entry.getKey())) {
        reportUnknown(what.text(), entry.getKey(), entry.getValue(), keys.names(), problems);
      }
    }
  }

  /** A map that may have any keys; those that the language knows are required as such. */
  static Optional<Section> any(String what, Place at, Mapping mapping, Problems problems) {
    Keys common = Language.NOTIFICATION.common();
    return Optional.of(new Section(new What(what, ""), at, mapping, common, problems));
  }

  /** A map whose keys are names; nothing at all is an empty one. */
  static Optional<Mapping> map(String what, Place at, Tree value, Problems problems) {
    if (value instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    if (value.isNothing()) {
      return Optional.of(new Mapping(at, Map.of()));
    }
    refuse(what, value, problems, "");
    return Optional.empty();
  }

  private static void refuse(String what, Tree value, Problems problems, String otherwise) {
    if (!(value instanceof Tree.Unknown)) {
      Optional<String> hint = otherwise.isEmpty() ? Optional.empty() : Optional.of(otherwise);
      problems
          .error(Code.WRONG_TYPE, value.place(), what + " must be a map, and is " + value.kind())
          .hint(mapHint(value).or(() -> hint));
    }
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
    Entry entry = mapping.entries().get(key);
    return entry == null || entry.value().isNothing() ? Optional.empty() : Optional.of(entry);
  }

  /** What stands at a key; its absence is reported. */
  Optional<Entry> require(String key) {
    Optional<Entry> entry = mapping.get(key);
    if (entry.isEmpty() && isMisspelled(key)) {
      return entry; // reported with the right spelling as its hint
    }
    if (entry.isEmpty()) {
      problems
          .error(Code.MISSING_KEY, at, what.text() + " has no " + key)
          .hint("add '" + key + ": …'");
    } else if (entry.get().value().isNothing()) {
      problems
          .error(
              Code.MISSING_VALUE, entry.get().key(), key + " of " + what.text() + " has no value")
          .hint("write one behind the ':'");
      return Optional.empty();
    }
    return entry;
  }

  private boolean isMisspelled(String key) {
    return mapping.entries().keySet().stream()
        .anyMatch(
            there ->
                !keys.has(there)
                    && Suggestion.nearest(there, keys.names()).filter(key::equals).isPresent());
  }
}
