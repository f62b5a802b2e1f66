package dev.photon.config;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong while a deployment is loaded, so that one run can tell all of it. */
final class Problems {
  /** More than anyone reads; a hostile file could have a hundred thousand. */
  static final int MOST = 1_000;

  private static final Comparator<Problem> FILE_ORDER =
      Comparator.<Problem>comparingInt(p -> p.place.source().order())
          .thenComparing(comparingInt(p -> p.place.line()))
          .thenComparing(comparingInt(p -> p.place.column()));

  private final List<Problem> problems = new ArrayList<>();
  private boolean anyError;
  private boolean full;

  void error(String code, Place place, String message) {
    add(new Problem(Diagnostic.Severity.ERROR, code, message, place, Optional.empty()));
  }

  void error(String code, Place place, String message, String hint) {
    add(new Problem(Diagnostic.Severity.ERROR, code, message, place, Optional.of(hint)));
  }

  void error(String code, Place place, String message, Optional<String> hint) {
    add(new Problem(Diagnostic.Severity.ERROR, code, message, place, hint));
  }

  void warning(String code, Place place, String message, String hint) {
    add(new Problem(Diagnostic.Severity.WARNING, code, message, place, Optional.of(hint)));
  }

  boolean anyError() {
    return anyError;
  }

  private void add(Problem problem) {
    anyError |= problem.severity == Diagnostic.Severity.ERROR;
    if (full) {
      return;
    }
    if (problems.size() == MOST) {
      full = true;
      anyError = true;
      String message = "there are more than " + MOST + " problems; these are some of them";
      problems.add(
          new Problem(
              Diagnostic.Severity.ERROR,
              "too-many-problems",
              message,
              problem.place.source().start(),
              Optional.empty()));
      return;
    }
    problems.add(problem);
  }

  /** Everything found, in the order of the files and their lines. */
  List<Diagnostic> inFileOrder() {
    List<Problem> sorted = new ArrayList<>(problems);
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
