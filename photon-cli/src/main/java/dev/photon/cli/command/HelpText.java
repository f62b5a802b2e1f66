package dev.photon.cli.command;

import dev.photon.cli.view.Style;
import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints; it looks the same for every command. */
final class HelpText {
  private static final int WIDTH = 100;

  /** What is wider than this has a line of its own, above what is said of it. */
  private static final int WIDEST_LABEL = 28;

  private static final int GAP = 3;

  private final Syntax syntax;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private HelpText(Syntax syntax, Style style) {
    this.syntax = syntax;
    this.style = style;
  }

  static String of(Syntax syntax, Style style) {
    HelpText help = new HelpText(syntax, style);
    help.usage();
    help.text.append('\n').append(syntax.description().strip()).append('\n');
    help.rows();
    help.text.append("\nexamples:\n");
    syntax.examples().forEach(example -> help.text.append("  ").append(example).append('\n'));
    return help.text.toString();
  }

  private void usage() {
    String command = "photon " + syntax.name();
    List<String> parts = new ArrayList<>();
    for (Syntax.Option option : syntax.options()) {
      String name = option.letter().isEmpty() ? option.name() : option.letter();
      String whole = option.takesValue() ? name + " " + option.label() : name;
      parts.add("[" + whole + "]" + (option.repeats() ? "..." : ""));
    }
    if (syntax.words().most() > 0) {
      parts.add(words());
    }
    text.append("usage: ").append(style.strong(command));
    wrapped(parts, " ", "usage: ".length() + command.length());
  }

  /** As {@code EMAIL}, {@code [NAME]} or {@code [FILE...]}. */
  private String words() {
    Syntax.Words words = syntax.words();
    if (words.least() > 0) {
      return words.label();
    }
    return "[" + words.label() + (words.most() > 1 ? "..." : "") + "]";
  }

  private void rows() {
    int width = words().length() + 6;
    for (Syntax.Option option : syntax.options()) {
      int length = label(option).length();
      width = length <= WIDEST_LABEL ? Math.max(width, length) : width;
    }
    if (syntax.words().most() > 0) {
      text.append('\n');
      row("      " + words(), words(), syntax.words().description(), width + GAP);
    }
    text.append('\n');
    for (Syntax.Option option : syntax.options()) {
      row(label(option), option.name(), option.description(), width + GAP);
    }
  }

  /** As <code>  -f, --file FILE</code>; names are below each other. */
  private static String label(Syntax.Option option) {
    String letter = option.letter().isEmpty() ? "      " : "  " + option.letter() + ", ";
    return letter + option.name() + (option.takesValue() ? " " + option.label() : "");
  }

  private void row(String label, String name, String description, int column) {
    text.append(label.replace(name, style.strong(name)));
    int used = label.length();
    if (used + GAP > column) {
      text.append('\n');
      used = 0;
    }
    text.append(" ".repeat(column - used));
    wrapped(List.of(description.split(" ")), "", column);
  }

  /**
   * The parts with a space between them, on as many lines as they need; no part is broken.
   *
   * @param first what stands before the first part
   * @param column where lines begin; those after the first a little behind it
   */
  private void wrapped(List<String> parts, String first, int column) {
    String between = first;
    int at = column;
    int indent = first.isEmpty() ? column + 2 : column + first.length();
    for (String part : parts) {
      if (at + between.length() + part.length() > WIDTH && at > indent) {
        text.append('\n').append(" ".repeat(indent));
        at = indent;
        between = "";
      }
      text.append(between).append(part);
      at += between.length() + part.length();
      between = " ";
    }
    text.append('\n');
  }
}
