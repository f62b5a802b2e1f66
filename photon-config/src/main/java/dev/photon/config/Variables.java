package dev.photon.config;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code ${NAME}} stands for in a deployment file. Immutable; values may be secret, so {@link
 * #toString} shows none.
 *
 * @param given by whoever loads the file; also remote files may use these
 * @param file read from a file of variables; they yield to {@code given}
 * @param environment of the process; they yield to both others
 */
public record Variables(
    Map<String, String> given, Map<String, String> file, Map<String, String> environment) {
  /** No variables at all: each needs a default in the file. */
  public static final Variables NONE = new Variables(Map.of(), Map.of(), Map.of());

  public Variables {
    given = Map.copyOf(given);
    file = Map.copyOf(file);
    environment = Map.copyOf(environment);
  }

  /** Those that a remote file may use. */
  Variables forRemote() {
    return new Variables(given, Map.of(), Map.of());
  }

  Optional<String> get(String name) {
    String value = given.get(name);
    if (value == null) {
      value = file.get(name);
    }
    return Optional.ofNullable(value == null ? environment.get(name) : value);
  }

  /** Whether that can be the name of a variable: {@code [A-Za-z_][A-Za-z0-9_]*}, bounded. */
  public static boolean isName(String text) {
    return nameEnd(text, 0) == text.length() && !text.isEmpty() && text.length() <= 256;
  }

  /** Just behind a name that begins at an index; the index itself if none does. */
  static int nameEnd(String text, int from) {
    int end = from;
    while (end < text.length()
        && (isLetter(text.charAt(end)) || (end > from && isDigit(text.charAt(end))))) {
      end++;
    }
    return end;
  }

  private static boolean isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  @Override
  public String toString() {
    return "Variables[given=%s, file=%s, environment=%d variables]"
        .formatted(given.keySet(), file.keySet(), environment.size());
  }
}
