package dev.photon.cli.view;

import java.io.PrintStream;

/** The one line at the foot of a terminal that is drawn anew, cut so that it never wraps. */
final class LiveLine {
  private static final String CLEAR = "\r\u001b[2K";
  private static final int NARROWEST = 20;

  private final PrintStream out;
  private final int width;

  LiveLine(Console console) {
    this.out = console.err();
    this.width = console.environment("COLUMNS").map(LiveLine::columns).orElse(80);
  }

  /** Draws it in place of what it was. */
  void draw(String line) {
    print(shortened(line));
  }

  /** Prints a line that stays, and draws this one below it. */
  void drawBelow(String staying, String line) {
    print(staying + "\n" + shortened(line));
  }

  void clear() {
    print("");
  }

  private void print(String text) {
    out.print(CLEAR + text);
    out.flush();
  }

  private String shortened(String line) {
    int most = Math.max(NARROWEST, width - 2);
    return line.length() <= most ? line : line.substring(0, most - 1) + "…";
  }

  private static int columns(String text) {
    try {
      return Math.max(NARROWEST, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 80;
    }
  }
}
