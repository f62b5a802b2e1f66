package dev.photon.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a file: what an {@link Origin} says, and how far it goes.
 *
 * @param line from 1
 * @param column from 1, in code points, as all columns
 * @param endColumn just after the last character
 */
record Place(SourceText source, int line, int column, int endLine, int endColumn) {
  /** A single character. */
  Place(SourceText source, int line, int column) {
    this(source, line, column, line, column + 1);
  }

  // Written out: what the compiler makes for a record is linked at run time, which costs a short
  // command more than reading its file.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place place
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

  Origin origin() {
    return new Origin(source.name(), line, column);
  }

  /** How much of its first line it is, at least one character. */
  int length() {
    int end = endLine == line ? endColumn : source.width(line) + 1;
    return Math.max(1, end - column);
  }

  /** Whether it is known where it ends: of a block of lines only the begin is. */
  boolean isExact() {
    return endLine == line && endColumn > column;
  }

  /** With the line it points into, as far as that may be shown. */
  Excerpt excerpt() {
    Optional<String> shown = source.shown(line, column);
    boolean blank = shown.isPresent() && shown.get().isBlank();
    return new Excerpt(origin(), blank ? Optional.empty() : shown, length());
  }

  @Override
  public String toString() {
    return origin().toString();
  }
}
