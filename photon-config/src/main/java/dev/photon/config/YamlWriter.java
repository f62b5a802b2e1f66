package dev.photon.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes block-style YAML that every YAML reader, 1.1 or 1.2, takes the same way. */
final class YamlWriter {
  /** What needs no quotes; it cannot look like a number, and other words are in {@link #WORDS}. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");

  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  /** Longer lines cost a reader time, and this one refuses them at some point. */
  private static final int LINE = 1_000;

  private final StringBuilder out = new StringBuilder();
  private int indent;
  private boolean afterDash;

  /** Begins an entry of a map; a value or {@link #begin} follows. */
  YamlWriter key(String key) {
    margin();
    scalar(key);
    out.append(':');
    return this;
  }

  /** Begins an item of a list; a value or a {@link #key} follows. */
  YamlWriter item() {
    margin();
    out.append('-');
    afterDash = true;
    return this;
  }

  /** What follows is inside the value of the key just written. */
  void begin() {
    out.append('\n');
    indent++;
  }

  /** What follows belongs to the map whose first entry stands behind the dash. */
  void more() {
    indent++;
  }

  void end() {
    indent--;
  }

  /** A value that needs no quotes. */
  void plain(String value) {
    afterDash = false;
    out.append(' ').append(value).append('\n');
  }

  void text(String value) {
    afterDash = false;
    out.append(' ');
    scalar(value);
    out.append('\n');
  }

  void quoted(String value) {
    afterDash = false;
    out.append(' ');
    quote(value);
    out.append('\n');
  }

  private void margin() {
    if (afterDash) {
      out.append(' ');
      afterDash = false;
    } else {
      out.append("  ".repeat(indent));
    }
  }

  private void scalar(String value) {
    if (value.length() < LINE
        && PLAIN.matcher(value).matches()
        && !WORDS.contains(value.toLowerCase(Locale.ROOT))) {
      out.append(value);
    } else {
      quote(value);
    }
  }

  private void quote(String value) {
    out.append('"');
    int width = 0;
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (width++ == LINE) {
        out.append("\\\n").append("  ".repeat(indent + 1));
        width = 0;
      }
      // At the begin of a folded line a space would be taken for its margin.
      out.append(width == 0 && c == ' ' ? "\\x20" : escaped(c));
      i += Character.charCount(c);
    }
    out.append('"');
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '$' -> "$$";
      default ->
          Quote.isPrintable(c)
              ? Character.toString(c)
              : String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    };
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
