package dev.photon.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** From the bytes of a file to its text. Pure. */
final class Decoding {
  private static final char MARK = '\ufeff';
  private static final char REPLACEMENT = '\ufffd';

  private Decoding() {}

  /**
   * The text without a byte order mark.
   *
   * @param name how messages call the file
   */
  static Optional<String> text(String name, int order, byte[] bytes, Problems problems) {
    if (bytes.length >= 2 && isUtf16(bytes[0], bytes[1])) {
      SourceText source = new SourceText(name, order, "");
      problems
          .error(Code.NOT_UTF8, source.start(), "the file is UTF-16 text")
          .hint("save it as UTF-8");
      return Optional.empty();
    }
    String plain = new String(bytes, StandardCharsets.UTF_8);
    if (plain.indexOf('\0') >= 0) {
      problems.error(
          Code.BINARY_FILE,
          new SourceText(name, order, "").start(),
          "this is a binary file, not a deployment file");
      return Optional.empty();
    }
    if (plain.indexOf(REPLACEMENT) >= 0) {
      return strictly(name, order, bytes, problems);
    }
    return Optional.of(withoutMark(plain));
  }

  /** What was replaced may stand in the file, or for a byte that is not UTF-8. */
  private static Optional<String> strictly(
      String name, int order, byte[] bytes, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      notUtf8(new SourceText(name, order, text), text, problems);
      return Optional.empty();
    }
    return Optional.of(withoutMark(text));
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
  }

  /** The byte that is wrong stands just behind the text that could be read. */
  private static void notUtf8(SourceText source, String before, Problems problems) {
    source.distrust();
    int line = 1;
    int start = 0;
    for (int i = 0; i < before.length(); i++) {
      char c = before.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == before.length() || before.charAt(i + 1) != '\n'))) {
        line++;
        start = i + 1;
      }
    }
    int column = before.codePointCount(start, before.length()) + 1;
    problems
        .error(Code.NOT_UTF8, new Place.Stretch(source, line, column), "a byte here is not UTF-8")
        .hint("save the file as UTF-8");
  }

  /** A mark, or an ASCII character of two bytes. */
  private static boolean isUtf16(byte first, byte second) {
    return (first == (byte) 0xfe && second == (byte) 0xff)
        || (first == (byte) 0xff && second == (byte) 0xfe)
        || (first == 0 && second > 0)
        || (first > 0 && second == 0);
  }
}
