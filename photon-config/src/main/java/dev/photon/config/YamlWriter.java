package dev.photon.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes block-style YAML that every YAML reader, 1.1 or 1.2, takes the same way. */
final class YamlWriter implements DocumentWriter {
  /** What needs no quotes; it cannot look like a number, and other words are in {@link #WORDS}. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*(:[A-Za-z0-9_./@-]+)*");

  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  /** Longer lines cost a reader time, and this one refuses them at some point. */
  private static final int LINE = 1_000;

  private final StringBuilder out = new StringBuilder();
  private final Function<String, String> comment;
  private final Deque<String> paths = new ArrayDeque<>(List.of(""));
  private final Deque<Integer> indexes = new ArrayDeque<>(List.of(-1));
  private String path = "";
  private boolean inItem;
  private int indent;
  private boolean afterDash;

  /** Writes no comments. */
  YamlWriter() {
    this(path -> "");
  }

  /**
   * Writes behind each single value what is to be said of its path, as {@link Origins} names it.
   *
   * @param comment a text without line breaks, empty for none
   */
  YamlWriter(Function<String, String> comment) {
    this.comment = comment;
  }

  @Override
  public YamlWriter key(String key) {
    if (afterDash) {
      paths.push(path);
      indexes.push(-1);
      inItem = true;
    }
    path = Origins.below(paths.element(), key);
    margin();
    scalar(key);
    out.append(':');
    return this;
  }

  @Override
  public YamlWriter item() {
    leaveItem();
    indexes.push(indexes.pop() + 1);
    path = Origins.item(paths.element(), indexes.element());
    margin();
    out.append('-');
    afterDash = true;
    return this;
  }

  @Override
  public void begin() {
    out.append('\n');
    paths.push(path);
    indexes.push(-1);
    inItem = false;
    indent++;
  }

  @Override
  public void more() {
    inItem = false;
    indent++;
  }

  @Override
  public void end() {
    leaveItem();
    paths.pop();
    indexes.pop();
    indent--;
  }

  @Override
  public void plain(String value) {
    afterDash = false;
    out.append(' ').append(value);
    endLine();
  }

  @Override
  public void text(String value) {
    afterDash = false;
    out.append(' ');
    scalar(value);
    endLine();
  }

  @Override
  public void quoted(String value) {
    afterDash = false;
    out.append(' ');
    quote(value);
    endLine();
  }

  /** The map behind a dash had one entry only. */
  private void leaveItem() {
    if (inItem) {
      paths.pop();
      indexes.pop();
      inItem = false;
    }
  }

  private void endLine() {
    String said = comment.apply(path);
    out.append(said.isEmpty() ? "" : "  # ").append(said).append('\n');
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
          isPlain(c)
              ? Character.toString(c)
              : String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    };
  }

  private static boolean isPlain(int c) {
    return c == ' ' || (Quote.isPrintable(c) && Character.getType(c) != Character.SPACE_SEPARATOR);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
