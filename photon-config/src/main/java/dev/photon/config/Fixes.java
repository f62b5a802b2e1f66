package dev.photon.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Carries out what diagnostics offer as certain to mend them. Pure. */
public final class Fixes {
  private static final Comparator<Diagnostic.Fix> LAST_FIRST =
      Comparator.comparingInt((Diagnostic.Fix fix) -> fix.from().line())
          .thenComparingInt(fix -> fix.from().column())
          .reversed();

  private Fixes() {}

  /**
   * The text of a file with the fixes in it; all else stays, line breaks and comments too. Of two
   * that overlap the one that begins later is carried out, and a place that is not in the text is
   * passed over.
   */
  public static String apply(String text, Collection<Diagnostic.Fix> fixes) {
    List<Diagnostic.Fix> sorted = new ArrayList<>(fixes);
    sorted.sort(LAST_FIRST);
    StringBuilder out = new StringBuilder(text);
    int before = text.length() + 1;
    for (Diagnostic.Fix fix : sorted) {
      int from = index(text, fix.from().line(), fix.from().column());
      int to = index(text, fix.endLine(), fix.endColumn());
      if (from >= 0 && to > from && to <= before) {
        out.replace(from, to, fix.replacement());
        before = from;
      }
    }
    return out.toString();
  }

  /** Where a place is in a text; negative if there is none. */
  private static int index(String text, int line, int column) {
    int at = text.startsWith("\ufeff") ? 1 : 0;
    for (int current = 1; current < line; current++) {
      while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
        at++;
      }
      if (at == text.length()) {
        return -1;
      }
      at += text.startsWith("\r\n", at) ? 2 : 1;
    }
    for (int current = 1; current < column; current++) {
      if (at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r') {
        return -1;
      }
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}
