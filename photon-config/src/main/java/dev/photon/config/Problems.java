package dev.photon.config;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is wrong while a deployment is loaded, so that one run can tell all of it. */
final class Problems {
  /**
   * Of errors, and of warnings: more than anyone reads, where a hostile file could have 100 000.
   */
  static final int MOST = 1_000;

  /** Errors that still get a hint for which similar names are looked for. */
  private static final int HINTED = 100;

  private static final Comparator<Problem> FILE_ORDER =
      Comparator.<Problem>comparingInt(p -> p.place.source().order())
          .thenComparing(comparingInt(p -> p.place.line()))
          .thenComparing(comparingInt(p -> p.place.column()));

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void error(String code, Place place, String message) {
    add(errors, new Problem(Diagnostic.Severity.ERROR, code, message, place, Optional.empty()));
  }

  void error(String code, Place place, String message, String hint) {
    add(errors, new Problem(Diagnostic.Severity.ERROR, code, message, place, Optional.of(hint)));
  }

  void error(String code, Place place, String message, Optional<String> hint) {
    add(errors, new Problem(Diagnostic.Severity.ERROR, code, message, place, hint));
  }

  /**
   * @param hint made only if it will be shown: looking for similar names takes time
   */
  void error(String code, Place place, String message, Supplier<String> hint) {
    error(
        code, place, message, errors.size() >= HINTED ? Optional.empty() : Optional.of(hint.get()));
  }

  void warning(String code, Place place, String message, String hint) {
    add(
        warnings,
        new Problem(Diagnostic.Severity.WARNING, code, message, place, Optional.of(hint)));
  }

  boolean anyError() {
    return !errors.isEmpty();
  }

  private static void add(List<Problem> list, Problem problem) {
    if (list.size() < MOST) {
      list.add(problem);
    } else if (list.size() == MOST) {
      list.add(
          new Problem(
              problem.severity,
              "too-many-problems",
              "there are more than "
                  + MOST
                  + " "
                  + problem.severity.text()
                  + "s; some are left out",
              problem.place.source().start(),
              Optional.empty()));
    }
  }

  /** Everything found, in the order of the files and their lines. */
  List<Diagnostic> inFileOrder() {
    List<Problem> sorted = new ArrayList<>(errors);
    sorted.addAll(warnings);
    sorted.sort(FILE_ORDER);
    // Only now are all secrets known, so only now are lines quoted.
    return sorted.stream().map(Problem::diagnostic).distinct().toList();
  }

  private record Problem(
      Diagnostic.Severity severity,
      String code,
      String message,
      Place place,
      Optional<String> hint) {

    Diagnostic diagnostic() {
      Optional<String> line =
          place.source().shown(place.line(), place.column()).filter(text -> !text.isBlank());
      return new Diagnostic(severity, code, message, place.origin(), line, place.length(), hint);
    }
  }
}
