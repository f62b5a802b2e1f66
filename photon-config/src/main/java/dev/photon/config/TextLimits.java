package dev.photon.config;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What a text must be before the YAML parser may see it. The parser takes time quadratic in the
 * length of a line, and stops at the first character it does not like; so both are looked at here.
 */
final class TextLimits {
  /** The longest line, in UTF-16 units: costs the parser milliseconds. */
  static final int LONGEST_LINE = 65_536;

  private TextLimits() {}

  /** Whether the text may be parsed; if not, the problems say why. */
  static boolean accepts(SourceText source, String text, int maxBytes, Problems problems) {
    byte[] bytes = text.length() > maxBytes ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    if (text.length() > maxBytes || bytes.length > maxBytes) {
      problems
          .error(
              Code.TOO_LARGE,
              source.start(),
              "the document is larger than " + (maxBytes >> 20) + " MiB")
          .hint("split it, or generate less of it");
      source.distrust();
      return false;
    }
    return isOrdinary(text, bytes) || acceptsLines(source, text, problems);
  }

  /**
   * Whether it is ASCII in lines that are not too long, as nearly every file is. A character that
   * is not allowed stops the parser before it reads on; then {@link #acceptsLines} is asked.
   */
  private static boolean isOrdinary(String text, byte[] bytes) {
    if (bytes.length != text.length()) {
      return false;
    }
    int from = 0;
    while (text.length() - from > LONGEST_LINE) {
      int end = text.lastIndexOf('\n', from + LONGEST_LINE);
      if (end < from) {
        return false;
      }
      from = end + 1;
    }
    return true;
  }

  /**
   * Looks at every character; if one is not allowed, or a line too long, the problems say where.
   */
  static boolean acceptsLines(SourceText source, String text, Problems problems) {
    boolean accepted = true;
    for (int number = 1; number <= source.lines(); number++) {
      accepted &= acceptsLine(source, number, text, problems);
    }
    if (!accepted) {
      source.distrust();
    }
    return accepted;
  }

  private static boolean acceptsLine(
      SourceText source, int number, String text, Problems problems) {
    int from = source.from(number);
    int to = source.to(number);
    if (to - from > LONGEST_LINE) {
      problems
          .error(
              Code.LINE_TOO_LONG,
              new Place.Stretch(source, number, 1),
              "the line is longer than " + LONGEST_LINE + " characters")
          .hint("break it: a quoted text may go on in the next line");
      return false;
    }
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      if (!isAllowed(c)) {
        problems
            .error(
                Code.CONTROL_CHARACTER,
                new Place.Stretch(source, number, text.codePointCount(from, i) + 1),
                String.format(Locale.ROOT, "the character U+%04X is not allowed in YAML", c))
            .hint("remove it; inside double quotes it can be written as an escape");
        return false;
      }
      if (c >= 0xa0 && isInvisible(c, text, from, i)) {
        problems
            .error(
                Code.INVISIBLE_CHARACTER,
                new Place.Stretch(source, number, text.codePointCount(from, i) + 1),
                String.format(Locale.ROOT, "the character U+%04X cannot be seen", c))
            .hint(
                Character.getType(c) == Character.SPACE_SEPARATOR
                    ? "indent with ordinary spaces"
                    : "remove it; inside double quotes it can be written as an escape");
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /**
   * Whether it hides what a line says: marks of direction and of no width, and other spaces where a
   * line is indented. The two joiners are left to the languages and emoji that need them.
   */
  private static boolean isInvisible(int c, String text, int from, int index) {
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c != 0x200c && c != 0x200d && c < 0xe0000;
      case Character.SPACE_SEPARATOR -> text.substring(from, index).isBlank();
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** YAML 1.2, production 1, c-printable, without line breaks. */
  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0x7e)
        || c == '\t'
        || c == 0x85
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
        || c >= 0x10000;
  }
}
