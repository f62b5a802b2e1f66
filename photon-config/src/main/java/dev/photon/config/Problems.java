package dev.photon.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what is wrong while a deployment is loaded, so that one run can tell all of it. */
final class Problems {
  /**
   * Of errors, and of warnings: more than anyone reads, where a hostile file could have 100 000.
   */
  static final int MOST = 1_000;

  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final Overridden overridden = new Overridden();

  /** Tells an error; what else is known of it may be added to what this returns. */
  Problem error(Code code, Place place, String message) {
    return add(errors, Diagnostic.Severity.ERROR, code, place, message);
  }

  /** Tells a warning; what else is known of it may be added to what this returns. */
  Problem warning(Code code, Place place, String message) {
    return add(warnings, Diagnostic.Severity.WARNING, code, place, message);
  }

  boolean anyError() {
    return !errors.isEmpty();
  }

  boolean isEmpty() {
    return errors.isEmpty() && warnings.isEmpty();
  }

  /** From now on it is known what the values of this merged tree stand over. */
  void merged(Tree tree) {
    overridden.add(tree);
  }

  private static Problem add(
      List<Problem> list, Diagnostic.Severity severity, Code code, Place place, String message) {
    Problem problem = new Problem(severity, code, place, message, list.size());
    if (list.size() < MOST) {
      list.add(problem);
    } else if (list.size() == MOST) {
      list.add(
          new Problem(
              severity,
              Code.TOO_MANY_PROBLEMS,
              place.source().start(),
              "there are more than " + MOST + " " + severity.text() + "s; some are left out",
              MOST));
    }
    return problem;
  }

  /** Everything found, in the order of the files and their lines. */
  List<Diagnostic> inFileOrder() {
    if (isEmpty()) {
      return List.of();
    }
    List<Problem> sorted = new ArrayList<>(errors);
    sorted.addAll(warnings);
    Collections.sort(sorted);
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i++) {
      if (!isTold(sorted, i)) {
        diagnostics.add(sorted.get(i).diagnostic(overridden));
      }
    }
    return diagnostics;
  }

  /** Whether the same was said of the same place, as of an alias that is used often. */
  private static boolean isTold(List<Problem> sorted, int index) {
    Problem problem = sorted.get(index);
    for (int i = index - 1; i >= 0 && sorted.get(i).compareTo(problem) == 0; i--) {
      if (sorted.get(i).saysSameAs(problem)) {
        return true;
      }
    }
    return false;
  }
}
