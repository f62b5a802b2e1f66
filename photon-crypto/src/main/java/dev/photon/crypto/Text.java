package dev.photon.crypto;

/** Makes text that came from outside fit to be put into a message. */
final class Text {
  private static final int LONGEST = 200;

  private Text() {}

  /** The text with control and non-ASCII characters replaced, and cut where it gets too long. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == LONGEST) {
        return printable.append("...").toString();
      }
      char c = text.charAt(i);
      printable.append(c >= ' ' && c < 127 ? c : '?');
    }
    return printable.toString();
  }
}
