package dev.photon.config;

/** Writes a diagnostic for a person, as plain text without colour. */
public final class DiagnosticFormat {
  private static final int WIDEST = 200;

  private DiagnosticFormat() {}

  /**
   * The diagnostic on one to four lines, without a line break at the end: place and message, the
   * source line with a caret under it, and the hint.
   */
  public static String format(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder(diagnostic.toString());
    diagnostic.sourceLine().ifPresent(line -> quote(out, diagnostic, line));
    diagnostic.hint().ifPresent(hint -> out.append("\n  hint: ").append(hint));
    return out.toString();
  }

  private static void quote(StringBuilder out, Diagnostic diagnostic, String line) {
    int[] shown = line.codePoints().toArray();
    int caret = diagnostic.origin().column() - 1;
    if (caret > shown.length || caret >= WIDEST) {
      return; // nothing to point at within a screen
    }
    String number = String.format("%5d | ", diagnostic.origin().line());
    String margin = " ".repeat(number.length() - 2) + "| ";
    out.append('\n').append(number);
    StringBuilder below = new StringBuilder();
    for (int i = 0; i < Math.min(shown.length, WIDEST); i++) {
      boolean visible = Quote.isPrintable(shown[i]) || shown[i] == '\t';
      out.appendCodePoint(visible ? shown[i] : 0xfffd);
      if (i < caret) {
        below.append(shown[i] == '\t' ? '\t' : ' ');
      }
    }
    int room = Math.max(1, Math.min(shown.length, WIDEST) - caret);
    below.append("^".repeat(Math.min(diagnostic.length(), room)));
    out.append(shown.length > WIDEST ? "…" : "").append('\n').append(margin).append(below);
  }
}
