package dev.photon.config;

import dev.photon.config.Draft.Name;
import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    if (!(value instanceof Tree.Unknown)) {
      problems.error(
          Code.WRONG_TYPE, value.place(), what + " must be a single value, and is " + value.kind());
    }
    return Optional.empty();
  }

  Optional<List<Tree>> list(String what, Tree value) {
    if (value instanceof Sequence sequence) {
      return Optional.of(sequence.items());
    }
    if (!(value instanceof Tree.Unknown)) {
      problems
          .error(Code.WRONG_TYPE, value.place(), what + " must be a list, and is " + value.kind())
          .hint(
              value instanceof Scalar scalar && scalar.text().startsWith("-")
                  ? "put a space behind each '-'"
                  : "begin each item with '- '");
    }
    return Optional.empty();
  }

  /** A text that the operating system can hand to a process. */
  Optional<String> passable(String what, Tree value) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isPresent() && !Text.isPassable(scalar.get().text())) {
      problems.error(
          Code.BAD_TEXT,
          scalar.get().place(),
          what + " holds a NUL, half a character, or more than 128 KiB");
      return Optional.empty();
    }
    return scalar.isPresent() ? Optional.of(scalar.get().text()) : Optional.empty();
  }

  OptionalInt number(String what, Tree value, Shape.Whole range) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return OptionalInt.empty();
    }
    String text = scalar.get().text();
    if (isWhole(text)
        && Long.parseLong(text) >= range.least()
        && Long.parseLong(text) <= range.most()) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    problems.error(
        Code.BAD_NUMBER,
        scalar.get().place(),
        "%s must be a whole number from %d to %d, not %s"
            .formatted(what, range.least(), range.most(), scalar.get().quoted()));
    return OptionalInt.empty();
  }

  /** Digits, as many as a long has room for, without a zero before others. */
  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.equals("0") || (!text.isEmpty() && text.length() <= 10 && text.charAt(0) != '0');
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
      Problem problem =
          problems.error(
              Code.BAD_FLAG,
              scalar.get().place(),
              what + " must be true or false, not " + scalar.get().quoted());
      switch (text.toLowerCase(Locale.ROOT)) {
        case "yes", "on", "y" -> meant(problem, scalar.get(), "true");
        case "no", "off", "n" -> meant(problem, scalar.get(), "false");
        default -> {}
      }
    }
    return flag;
  }

  private static void meant(Problem problem, Scalar scalar, String word) {
    problem.hint(Suggestion.didYouMean(word)).fix(scalar.place(), word);
  }

  /** One of a few words. */
  <T extends Enum<T> & Word> Optional<T> word(String what, Tree value, T[] all) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    for (T one : all) {
      if (one.text().equals(scalar.get().text())) {
        return Optional.of(one);
      }
    }
    unknownWord(what, scalar.get(), Stream.of(all).map(Word::text).toList());
    return Optional.empty();
  }

  private void unknownWord(String what, Scalar scalar, List<String> words) {
    String said = scalar.text();
    Problem problem =
        problems
            .error(Code.UNKNOWN_VALUE, scalar.place(), scalar.quoted() + " is not a known " + what)
            .hint(() -> Suggestion.hint(said, words, what + "s"));
    Suggestion.nearest(said, words)
        .filter(word -> Suggestion.isCertain(said, word))
        .ifPresent(word -> problem.fix(scalar.place(), word));
  }

  /** A value in a form of its own; the reader's sentence becomes the problem's. */
  <T> Optional<T> form(Code code, String what, Tree value, Function<String, T> reader) {
    Optional<Scalar> scalar = scalar(what, value);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(scalar.get().text()));
    } catch (IllegalArgumentException e) {
      malformed(code, what, scalar.get(), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reports a value that does not fit its form.
   *
   * @param why a sentence that quotes it; not told of a value that may not be quoted
   */
  void malformed(Code code, String what, Scalar scalar, @Nullable String why) {
    boolean quotable = scalar.written().isEmpty() && !scalar.hasSeveralLines();
    String message =
        quotable ? String.valueOf(why) : scalar.quoted() + " cannot be read as " + what;
    Problem problem = problems.error(code, scalar.place(), message);
    if (scalar.hasSeveralLines()) {
      problem.hint("check what stands in the next line");
    }
  }

  /** A name that is referred to. */
  Optional<Name> reference(String what, Tree value) {
    if (value.isNothing()) {
      problems.error(Code.MISSING_VALUE, value.place(), what + " has no value");
      return Optional.empty();
    }
    Optional<Scalar> scalar = scalar(what, value);
    return scalar.isPresent() ? Optional.of(new Name(scalar.get())) : Optional.empty();
  }

  /** A name that is given: reported if it is not a DNS label. */
  Name given(String what, String key, Entry entry) {
    if (!DnsLabel.isValid(key)) {
      String lower = key.toLowerCase(Locale.ROOT).replace('_', '-');
      problems
          .error(Code.BAD_NAME, entry.key(), Quote.of(key) + " cannot be the name of a " + what)
          .hint(
              DnsLabel.isValid(lower)
                  ? Suggestion.didYouMean(lower)
                  : key.contains("${")
                      ? "variables are replaced in values, not in keys"
                      : "it becomes a host name: 1 to 63 of a-z, 0-9 and -, not at its ends a -");
    }
    return new Name(key, entry.key());
  }

  /** A map whose keys are names. */
  Map<String, Entry> named(String what, Entry entry) {
    Optional<Mapping> mapping = Section.map(what, entry.key(), entry.value(), problems);
    return mapping.isPresent() ? mapping.get().entries() : Map.of();
  }
}
