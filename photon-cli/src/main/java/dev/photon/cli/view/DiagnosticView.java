package dev.photon.cli.view;

import dev.photon.config.Diagnostic;
import dev.photon.config.DiagnosticFormat;
import dev.photon.config.Excerpt;
import java.util.List;

/** Shows what is wrong with a deployment file. */
public final class DiagnosticView {
  private DiagnosticView() {}

  /** One diagnostic for a person, on one to four lines, without a line break at the end. */
  public static String text(Diagnostic diagnostic, Style style) {
    String plain = DiagnosticFormat.format(diagnostic);
    if (style == Style.PLAIN) {
      return plain;
    }
    String place = diagnostic.origin().toString();
    String severity = diagnostic.severity().text();
    String marked =
        switch (diagnostic.severity()) {
          case ERROR -> style.error(severity);
          case WARNING -> style.warning(severity);
        };
    String head = place + ": " + severity;
    return plain.startsWith(head)
        ? style.strong(place) + ": " + marked + plain.substring(head.length())
        : plain;
  }

  /** How many there are: {@code 2 errors, 1 warning}; empty for none. */
  public static String count(List<Diagnostic> diagnostics) {
    long errors = errors(diagnostics);
    long warnings = diagnostics.size() - errors;
    String counted = errors == 0 ? "" : Words.count(errors, "error");
    if (warnings == 0) {
      return counted;
    }
    return (counted.isEmpty() ? "" : counted + ", ") + Words.count(warnings, "warning");
  }

  /** All of them for a program. */
  public static Data data(String file, List<Diagnostic> diagnostics, boolean valid) {
    long errors = errors(diagnostics);
    return Data.fields()
        .add("file", file)
        .add("valid", valid)
        .add("errors", errors)
        .add("warnings", diagnostics.size() - errors)
        .add("diagnostics", Data.items(diagnostics, DiagnosticView::data))
        .build();
  }

  private static Data data(Diagnostic diagnostic) {
    Data.Builder data =
        Data.fields()
            .add("severity", diagnostic.severity().text())
            .add("code", diagnostic.code())
            .add("message", diagnostic.message());
    place(data, diagnostic.at()).addIfAny("hint", diagnostic.hint());
    if (!diagnostic.notes().isEmpty()) {
      data.add("notes", Data.items(diagnostic.notes(), DiagnosticView::note));
    }
    diagnostic.fix().ifPresent(fix -> data.add("fix", fix(fix)));
    return data.build();
  }

  private static Data note(Diagnostic.Note note) {
    return place(Data.fields().add("message", note.message()), note.at()).build();
  }

  private static Data fix(Diagnostic.Fix fix) {
    return Data.fields()
        .add("line", fix.from().line())
        .add("column", fix.from().column())
        .add("end-line", fix.endLine())
        .add("end-column", fix.endColumn())
        .add("replacement", fix.replacement())
        .build();
  }

  private static Data.Builder place(Data.Builder data, Excerpt at) {
    return data.add("file", at.origin().source())
        .add("line", at.origin().line())
        .add("column", at.origin().column())
        .add("length", at.length());
  }

  private static long errors(List<Diagnostic> diagnostics) {
    long errors = 0;
    for (Diagnostic diagnostic : diagnostics) {
      errors += diagnostic.severity() == Diagnostic.Severity.ERROR ? 1 : 0;
    }
    return errors;
  }
}
