package dev.photon.config;

import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads single values; each is empty if the value is wrong, which is then reported. */
final class Values {
  private final Problems problems;

  Values(Problems problems) {
    this.problems = problems;
  }

  /** The source text of a single value, even of one that means nothing. */
  Optional<Scalar> scalar(String what, Tree value) {
    if (value instanceof Scalar scalar) {
      return Optional.of(scalar);
    }
    problems.error(
        "wrong-type", value.place(), what + " must be a single value, and is " + value.kind());
    return Optional.empty();
  }

  Optional<List<Tree>> list(String what, Tree value) {
    if (value instanceof Sequence sequence) {
      return Optional.of(sequence.items());
    }
    problems.error(
        "wrong-type",
        value.place(),
        what + " must be a list, and is " + value.kind(),
        "begin each item with '- '");
    return Optional.empty();
  }

  /** A text that the operating system can hand to a process. */
  Optional<String> passable(String what, Tree value) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isPresent() && !Text.isPassable(scalar.get().text())) {
      problems.error(
          "bad-text",
          scalar.get().place(),
          what + " holds a NUL, half a character, or more than 128 KiB");
      return Optional.empty();
    }
    return scalar.map(Scalar::text);
  }

  OptionalInt number(String what, Tree value, int least, int most) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    String text = scalar.get().text();
    boolean digits = text.matches("0|[1-9][0-9]{0,9}");
    if (digits && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    problems.error(
        "bad-number",
        scalar.get().place(),
        what + " must be a whole number from " + least + " to " + most + ", not " + Quote.of(text));
    return OptionalInt.empty();
  }

  Optional<Boolean> flag(String what, Tree value) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text();
    Optional<Boolean> flag =
        switch (text) {
          case "true", "True", "TRUE" -> Optional.of(true);
          case "false", "False", "FALSE" -> Optional.of(false);
          default -> Optional.empty();
        };
    if (flag.isEmpty()) {
      problems.error(
          "bad-flag",
          scalar.get().place(),
          what + " must be true or false, not " + Quote.of(text),
          switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "on", "y" -> Optional.of(Suggestion.didYouMean("true"));
            case "no", "off", "n" -> Optional.of(Suggestion.didYouMean("false"));
            default -> Optional.<String>empty();
          });
    }
    return flag;
  }

  /** One of a few words. */
  <T> Optional<T> word(String what, Tree value, T[] all, Function<T, String> spelling) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T one : all) {
      words.put(spelling.apply(one), one);
    }
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    T found = words.get(scalar.get().text());
    if (found == null) {
      problems.error(
          "unknown-value",
          scalar.get().place(),
          Quote.of(scalar.get().text()) + " is not a known " + what,
          () -> Suggestion.hint(scalar.get().text(), words.keySet(), what + "s"));
    }
    return Optional.ofNullable(found);
  }

  /** A value in a form of its own; the reader's sentence becomes the problem's. */
  <T> Optional<T> form(String code, String what, Tree value, Function<String, T> reader) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(scalar.get().text()));
    } catch (IllegalArgumentException e) {
      problems.error(code, scalar.get().place(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** A name that is referred to. */
  Optional<Name> reference(String what, Tree value) {
    if (value.isNothing()) {
      problems.error("missing-value", value.place(), what + " has no value");
      return Optional.empty();
    }
    return scalar(what, value).map(scalar -> new Name(scalar.text(), scalar.place()));
  }

  /** A name that is given: reported if it is not a DNS label. */
  Name given(String what, String key, Entry entry) {
    if (!DnsLabel.isValid(key)) {
      String lower = key.toLowerCase(Locale.ROOT).replace('_', '-');
      problems.error(
          "bad-name",
          entry.key(),
          Quote.of(key) + " cannot be the name of a " + what,
          DnsLabel.isValid(lower)
              ? Suggestion.didYouMean(lower)
              : "it becomes a host name: 1 to 63 of a-z, 0-9 and -, not at its ends a -");
    }
    return new Name(key, entry.key());
  }

  /** A map whose keys are names. */
  Map<String, Entry> named(String what, Entry entry) {
    return Section.map(what, entry.key(), entry.value(), problems)
        .map(Mapping::entries)
        .orElse(Map.of());
  }
}
