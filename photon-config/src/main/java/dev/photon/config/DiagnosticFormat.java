package dev.photon.config;

/** Writes a diagnostic for a person, as plain text without colour. */
public final class DiagnosticFormat {
  private static final int WIDEST = 200;
  private static final int MARGIN = 40;

  private DiagnosticFormat() {}

  /**
   * The diagnostic without a line break at the end: place and message, the source line with a caret
   * under it; the same for each note; then the hint.
   */
  public static String format(Diagnostic diagnostic) {
    StringBuilder out = new StringBuilder(diagnostic.toString());
    quote(out, diagnostic.at());
    for (Diagnostic.Note note : diagnostic.notes()) {
      out.append("\n  ").append(note.at().origin()).append(": note: ").append(note.message());
      quote(out, note.at());
    }
    if (diagnostic.hint().isPresent()) {
      out.append("\n  hint: ").append(diagnostic.hint().get());
    }
    return out.toString();
  }

  private static void quote(StringBuilder out, Excerpt at) {
    if (at.line().isEmpty()) {
      return;
    }
    int[] all = at.line().get().codePoints().toArray();
    int caret = at.origin().column() - 1;
    if (caret > all.length) {
      return;
    }
    // Of a long line the part around the caret.
    int from = caret < WIDEST - MARGIN ? 0 : caret - MARGIN;
    int to = Math.min(all.length, from + WIDEST);
    StringBuilder above = new StringBuilder(from > 0 ? "…" : "");
    StringBuilder below = new StringBuilder(from > 0 ? " " : "");
    for (int i = from; i < to; i++) {
      boolean visible = Quote.isPrintable(all[i]) || all[i] == '\t';
      above.appendCodePoint(visible ? all[i] : 0xfffd);
      if (i < caret) {
        below.append(all[i] == '\t' ? '\t' : ' ');
      }
    }
    below.append("^".repeat(Math.max(1, Math.min(at.length(), to - caret))));
    String line = Integer.toString(at.origin().line());
    String number = " ".repeat(Math.max(0, 5 - line.length())) + line + " | ";
    out.append('\n').append(number).append(above).append(to < all.length ? "…" : "");
    out.append('\n').append(" ".repeat(number.length() - 2)).append("| ").append(below);
  }
}
