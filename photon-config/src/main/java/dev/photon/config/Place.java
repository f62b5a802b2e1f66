package dev.photon.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stretch of a file: what an {@link Origin} says, and how far it goes. */
sealed interface Place {
  SourceText source();

  /** With all its numbers. */
  Stretch found();

  /** From 1. */
  default int line() {
    return found().line;
  }

  /** From 1, in code points, as all columns. */
  default int column() {
    return found().column;
  }

  default int endLine() {
    return found().endLine;
  }

  /** Just after the last character. */
  default int endColumn() {
    return found().endColumn;
  }

  default Origin origin() {
    return new Origin(source().name(), line(), column());
  }

  /** How much of its first line it is, at least one character. */
  default int length() {
    int end = endLine() == line() ? endColumn() : source().width(line()) + 1;
    return Math.max(1, end - column());
  }

  /** Whether it is known where it ends: of a block of lines only the begin is. */
  default boolean isExact() {
    return endLine() == line() && endColumn() > column();
  }

  /** With the line it points into, as far as that may be shown. */
  default Excerpt excerpt() {
    Optional<String> shown = source().shown(line(), column());
    boolean blank = shown.isPresent() && shown.get().isBlank();
    return new Excerpt(origin(), blank ? Optional.empty() : shown, length());
  }

  // Written out in both: what the compiler makes for a record is linked at run time, which costs a
  // short command more than reading its file.

  /** One that is known. */
  record Stretch(SourceText source, int line, int column, int endLine, int endColumn)
      implements Place {
    /** A single character. */
    Stretch(SourceText source, int line, int column) {
      this(source, line, column, line, column + 1);
    }

    @Override
    public Stretch found() {
      return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Stretch place
          && place.source.equals(source)
          && place.line == line
          && place.column == column
          && place.endLine == endLine
          && place.endColumn == endColumn;
    }

    @Override
    public int hashCode() {
      return (31 * line + column) * 31 + endColumn;
    }

    @Override
    public String toString() {
      return origin().toString();
    }
  }

  /**
   * Where an event of the parser stands; found when it is asked for.
   *
   * @param event how many came before it
   */
  record OfEvent(SourceText source, int event) implements Place {
    @Override
    public Stretch found() {
      return source.marks().place(source, event);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof OfEvent place && place.source.equals(source) && place.event == event;
    }

    @Override
    public int hashCode() {
      return event;
    }

    @Override
    public String toString() {
      return origin().toString();
    }
  }
}
