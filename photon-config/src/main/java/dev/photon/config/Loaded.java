package dev.photon.config;

import dev.photon.config.include.Included;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of loading: a value, or why there is none, and warnings either way.
 *
 * @param value present exactly if no diagnostic is an error
 * @param diagnostics in the order of the files (the first one, then its includes) and their lines
 * @param origins where each part of the value was written
 * @param included the files that were read besides the first one
 */
public record Loaded<T>(
    Optional<T> value, List<Diagnostic> diagnostics, Origins origins, List<Included> included) {
  public Loaded {
    diagnostics = List.copyOf(diagnostics);
    included = List.copyOf(included);
    if (value.isPresent() == containsError(diagnostics)) {
      throw new IllegalArgumentException("a value and errors exclude each other");
    }
  }

  public boolean hasErrors() {
    return value.isEmpty();
  }

  private static boolean containsError(List<Diagnostic> diagnostics) {
    for (Diagnostic diagnostic : diagnostics) {
      if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
        return true;
      }
    }
    return false;
  }
}
