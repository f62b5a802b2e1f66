package dev.photon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One problem while it is being told: what is known beyond its message is added to it. */
final class Problem implements Comparable<Problem> {
  /** Errors that still get a hint for which similar names are looked for. */
  private static final int HINTED = 100;

  private final Diagnostic.Severity severity;
  private final Code code;
  private final Place place;
  private final String message;
  private final int number;
  private final List<Other> others = new ArrayList<>(0);
  private @Nullable String hint;
  private @Nullable Mending fix;

  /**
   * @param number how many of its severity came before it
   */
  Problem(Diagnostic.Severity severity, Code code, Place place, String message, int number) {
    this.severity = severity;
    this.code = code;
    this.place = place;
    this.message = message;
    this.number = number;
  }

  Problem hint(String text) {
    hint = text;
    return this;
  }

  Problem hint(Optional<String> text) {
    hint = text.orElse(hint);
    return this;
  }

  /** A hint that is only made if it will be shown: looking for similar names takes time. */
  Problem hint(Supplier<String> text) {
    return number < HINTED ? hint(text.get()) : this;
  }

  /** Another place that belongs to it. */
  Problem note(String text, Place other) {
    others.add(new Other(text, other));
    return this;
  }

  /** What to write instead of what stands at a place, where that is certain. */
  Problem fix(Place what, String replacement) {
    fix = new Mending(what, replacement);
    return this;
  }

  /** In the order of the files, and in each of their places. */
  @Override
  public int compareTo(Problem other) {
    int files = Integer.compare(place.source().order(), other.place.source().order());
    int lines = Integer.compare(place.line(), other.place.line());
    return files != 0
        ? files
        : lines != 0 ? lines : Integer.compare(place.column(), other.place.column());
  }

  /** Of two at one place: whether a reader would take them for one. */
  boolean saysSameAs(Problem other) {
    return code == other.code
        && severity == other.severity
        && message.equals(other.message)
        && Objects.equals(hint, other.hint);
  }

  Diagnostic.Severity severity() {
    return severity;
  }

  Place place() {
    return place;
  }

  /** Made when all is read: only then are all secrets known, and what each value stands over. */
  Diagnostic diagnostic(Overridden overridden) {
    List<Diagnostic.Note> notes = new ArrayList<>();
    for (Other other : others) {
      notes.add(new Diagnostic.Note(other.text, other.place.excerpt()));
    }
    for (Place below : overridden.by(place)) {
      if (others.stream().anyMatch(o -> o.place.equals(below))) {
        continue;
      }
      notes.add(new Diagnostic.Note("it overrides what stands here", below.excerpt()));
    }
    return new Diagnostic(
        severity,
        code.text(),
        message,
        place.excerpt(),
        Optional.ofNullable(hint),
        notes,
        fix == null ? Optional.empty() : fix.fix());
  }

  private record Other(String text, Place place) {}

  private record Mending(Place what, String replacement) {
    /**
     * Empty where more than the word itself would be replaced: an anchor or a tag before it, or
     * variables. Quotes stay, for in a flow map they may stand before a colon without a space.
     */
    Optional<Diagnostic.Fix> fix() {
      String there = what.isExact() ? what.source().text(what) : "";
      if (there.isEmpty() || "&!*".indexOf(there.charAt(0)) >= 0 || there.contains("${")) {
        return Optional.empty();
      }
      String quote = "\"'".indexOf(there.charAt(0)) >= 0 ? there.substring(0, 1) : "";
      return Optional.of(
          new Diagnostic.Fix(
              what.origin(), what.endLine(), what.endColumn(), quote + replacement + quote));
    }
  }
}
