package dev.photon.config;

/** Puts text from a file into a message: in quotes, short, and with nothing a terminal obeys. */
final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  static String of(String text) {
    return "'" + printable(text, LONGEST) + "'";
  }

  /** The text with control and invisible characters escaped, cut after {@code longest} of them. */
  static String printable(String text, int longest) {
    if (text.length() <= longest && isPlain(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (count++ == longest) {
        return out.append('…').toString();
      }
      if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else {
        out.append(String.format("\\u%04x", c));
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /** Nearly every text. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  static boolean isPrintable(int codePoint) {
    int type = Character.getType(codePoint);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}
