package dev.photon.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One problem of a deployment file. Holds no secret: values of {@code env}, {@code secret} and
 * {@code url}, and whatever came from a variable, are masked in excerpts and never part of a
 * message.
 *
 * @param code stable; names the kind of problem, as {@code unknown-key}; {@link Explanations} has a
 *     page for each
 * @param message lower case, one sentence without a full stop
 * @param at the place that is meant
 * @param hint what to do about it
 * @param notes other places that belong to it: what a merged value stands over, the first of two
 * @param fix a change that is certain to mend it, where there is one
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Excerpt at,
    Optional<String> hint,
    List<Note> notes,
    Optional<Fix> fix) {

  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /** How bad it is. */
  public enum Severity {
    /** There is no value. */
    ERROR,
    /** Accepted, but probably not what was meant, or an old spelling. */
    WARNING;

    /** {@code error} or {@code warning}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Another place that belongs to a problem.
   *
   * @param message what is there, as {@code the first is here}
   */
  public record Note(String message, Excerpt at) {}

  /**
   * The text to put instead of a stretch of the file.
   *
   * @param endLine the line of the last character
   * @param endColumn just after the last character, in characters (code points)
   */
  public record Fix(Origin from, int endLine, int endColumn, String replacement) {
    /** What a person reads: {@code write 'depends-on'}. */
    public String text() {
      return "write '" + replacement + "'";
    }
  }

  /** The place that is meant. */
  public Origin origin() {
    return at.origin();
  }

  /** {@code photon.yml:14:11: error [unknown-key]: 'memroy' is not a key of qos}. */
  @Override
  public String toString() {
    return origin() + ": " + severity.text() + " [" + code + "]: " + message;
  }
}
