package dev.photon.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One problem of a deployment file. Holds no secret: values of {@code env}, {@code secret} and
 * {@code url} are masked in {@link #sourceLine} and never part of a message.
 *
 * @param code stable; names the kind of problem, as {@code unknown-key}
 * @param message lower case, one sentence without a full stop
 * @param sourceLine the line that {@link #origin} points into, where it can be shown
 * @param length how many characters from {@code origin} on are meant; at least 1
 * @param hint what to do about it
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Origin origin,
    Optional<String> sourceLine,
    int length,
    Optional<String> hint) {

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

  public Diagnostic {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1: " + length);
    }
  }

  /** {@code photon.yml:14:11: error [unknown-key]: 'memroy' is not a key of qos}. */
  @Override
  public String toString() {
    return origin + ": " + severity.text() + " [" + code + "]: " + message;
  }
}
