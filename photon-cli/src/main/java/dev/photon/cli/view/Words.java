package dev.photon.cli.view;

/** Small pieces of English. */
public final class Words {
  private Words() {}

  /** {@code 1 node}, {@code 2 nodes}. */
  public static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * A text from elsewhere on one line, with nothing in it that a terminal would obey; cut at {@code
   * longest} characters.
   */
  public static String line(String text, int longest) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(longest)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.codePointCount(0, text.length()) > longest ? out + "…" : out.toString();
  }
}
