package dev.photon.config;

import dev.photon.config.Tree.Scalar;
import java.util.Optional;

/**
 * Replaces {@code ${NAME}}, {@code ${NAME:-default}} and {@code ${NAME:?message}} in single values;
 * {@code $$} is a dollar sign, and a {@code $} before anything but a brace stays. As in a shell, a
 * variable that is set to nothing counts as unset for {@code :-} and {@code :?}. A default may hold
 * variables itself.
 */
final class Substitution {
  private static final int MAX_DEPTH = 8;

  /** What all keys and values of a file may come to together, in characters. */
  private static final int MAX_TOTAL = ConfigLoader.MAX_DOCUMENT_BYTES;

  private final Variables variables;
  private final Variables withheld;
  private final Problems problems;
  private long total;

  Substitution(Variables variables, boolean remote, Problems problems) {
    this.variables = remote ? variables.forRemote() : variables;
    this.withheld = variables;
    this.problems = problems;
  }

  /** The value with its variables replaced; unknown if one cannot be, which is told. */
  Tree of(Scalar scalar) {
    String text = scalar.text();
    if (!fits(text.length(), scalar.place())) {
      return new Tree.Unknown(scalar.place());
    }
    if (text.indexOf('$') < 0) {
      return scalar;
    }
    try {
      Expanded expanded = expand(scalar, 0, text.length(), 0);
      if (!fits(Math.max(0, expanded.text.length() - text.length()), scalar.place())) {
        return new Tree.Unknown(scalar.place());
      }
      Optional<String> written =
          expanded.replaced ? Optional.of(scalar.text()) : Optional.<String>empty();
      boolean plain = scalar.plain() && !expanded.replaced;
      return new Scalar(scalar.place(), expanded.text, plain, written);
    } catch (Unreadable e) {
      Problem problem = problems.error(e.code, at(scalar, e.index, e.end), e.message);
      if (!e.hint.isEmpty()) {
        problem.hint(e.hint);
      }
      return new Tree.Unknown(scalar.place());
    }
  }

  /**
   * Whether there is room for that much more, which is told once if there is not. An alias costs
   * what it stands for: a long text that is named often would keep everyone busy who looks at it.
   */
  boolean fits(int length, Place place) {
    boolean fitted = total <= MAX_TOTAL;
    total += length;
    if (fitted && total > MAX_TOTAL) {
      problems
          .error(
              Code.TOO_LARGE,
              place,
              "with what aliases and variables stand for, the file is larger than 16 MiB")
          .hint("name a long text less often");
    }
    return total <= MAX_TOTAL;
  }

  private Expanded expand(Scalar scalar, int from, int to, int depth) {
    String text = scalar.text();
    StringBuilder out = new StringBuilder();
    boolean replaced = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      char next = i + 1 < to ? text.charAt(i + 1) : ' ';
      if (c == '$' && next == '{') {
        int end = closing(text, i, to);
        out.append(variable(scalar, i, end, depth));
        replaced = true;
        i = end;
      } else {
        out.append(c);
        if (c == '$' && next == '$') {
          i++;
        }
      }
    }
    return new Expanded(out.toString(), replaced);
  }

  /** What stands for the variable between a dollar sign and its closing brace. */
  private String variable(Scalar scalar, int dollar, int brace, int depth) {
    String text = scalar.text();
    int end = Math.min(Variables.nameEnd(text, dollar + 2), brace);
    String name = text.substring(dollar + 2, end);
    String operator = text.substring(end, Math.min(end + 2, brace));
    boolean known = end == brace || operator.equals(":-") || operator.equals(":?");
    if (name.isEmpty() || !known || depth == MAX_DEPTH) {
      throw new Unreadable(
          Code.BAD_VARIABLE,
          dollar,
          brace + 1,
          depth == MAX_DEPTH ? "defaults stand in defaults too often" : "this is not a variable",
          "write ${NAME}, ${NAME:-default} or ${NAME:?message}; for a dollar sign write $$");
    }
    Optional<String> value = variables.get(name);
    if (end == brace) {
      return value.orElseThrow(() -> unset(name, dollar, brace + 1));
    }
    if (value.isPresent() && !value.get().isEmpty()) {
      return value.get();
    }
    if (operator.equals(":-")) {
      return expand(scalar, end + 2, brace, depth + 1).text;
    }
    String message = text.substring(end + 2, brace).strip();
    throw new Unreadable(
        Code.REQUIRED_VARIABLE,
        dollar,
        brace + 1,
        "variable " + name + " must be set" + (message.isEmpty() ? "" : ": " + printable(message)),
        howToSet(name));
  }

  private Unreadable unset(String name, int from, int to) {
    return new Unreadable(
        Code.UNSET_VARIABLE,
        from,
        to,
        "variable " + Quote.printable(name, 60) + " is not set",
        howToSet(name) + ", or give a default: ${" + Quote.printable(name, 60) + ":-…}");
  }

  private String howToSet(String name) {
    boolean elsewhere = variables.get(name).isEmpty() && withheld.get(name).isPresent();
    String shown = Quote.printable(name, 60);
    return elsewhere
        ? "a remote file is given --env values only: pass --env " + shown + "=…"
        : "set it with --env " + shown + "=… or in the environment";
  }

  private static String printable(String message) {
    return Quote.printable(message, 200);
  }

  /** The brace that closes the one behind the dollar sign. */
  private static int closing(String text, int dollar, int to) {
    int open = 1;
    for (int i = dollar + 2; i < to; i++) {
      char c = text.charAt(i);
      if (c == '$' && i + 1 < to && (text.charAt(i + 1) == '{' || text.charAt(i + 1) == '$')) {
        open += text.charAt(i + 1) == '{' ? 1 : 0;
        i++;
      } else if (c == '}' && --open == 0) {
        return i;
      }
    }
    throw new Unreadable(
        Code.BAD_VARIABLE,
        dollar,
        to,
        "this variable has no closing brace",
        "write ${NAME}; for a dollar sign before a brace write $${");
  }

  /** The part of a value, where the file spells it as it is; else the whole value. */
  private static Place at(Scalar scalar, int from, int to) {
    Place all = scalar.place();
    int length = scalar.text().codePointCount(0, scalar.text().length());
    int quote = (all.endColumn() - all.column() - length) / 2;
    boolean literal =
        all.line() == all.endLine()
            && (all.endColumn() - all.column() == length + 2 * quote)
            && (quote == 0 || quote == 1);
    if (!literal) {
      return all;
    }
    int begin = all.column() + quote + scalar.text().codePointCount(0, from);
    int end = begin + scalar.text().codePointCount(from, to);
    return new Place.Stretch(all.source(), all.line(), begin, all.line(), end);
  }

  private record Expanded(String text, boolean replaced) {}

  /** A variable that cannot be replaced; caught where the value is known. */
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Code code;
    private final int index;
    private final int end;
    private final String message;
    private final String hint;

    Unreadable(Code code, int index, int end, String message, String hint) {
      super(null, null, false, false);
      this.code = code;
      this.index = index;
      this.end = end;
      this.message = message;
      this.hint = hint;
    }
  }
}
