package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells files from what servers send instead of them. Pure. */
final class Answers {
  /** By then a web page has said that it is one. */
  private static final int BEGINNING = 9;

  private Answers() {}

  /**
   * Refuses what cannot be a file, judged by the head of the answer.
   *
   * @param encoding what is left of it once the client has unpacked what it asked for
   */
  static void requireText(Remote address, @Nullable String type, @Nullable String encoding)
      throws IncludeException {
    String media = type == null ? "" : type.strip().toLowerCase(Locale.ROOT);
    if (media.startsWith("text/html") || media.startsWith("application/xhtml")) {
      throw page(address);
    }
    if (encoding != null && !encoding.isBlank() && !encoding.equalsIgnoreCase("identity")) {
      throw new IncludeException(
          Kind.NOT_YAML,
          address.text()
              + " is sent in an encoding that was not asked for: "
              + Printable.of(encoding));
    }
  }

  /** Refuses a web page, whatever the server called it. */
  static void requireNoPage(Remote address, byte[] bytes) throws IncludeException {
    int from = startsWithMark(bytes) ? 3 : 0;
    while (from < bytes.length && Character.isWhitespace(bytes[from])) {
      from++;
    }
    int length = Math.min(bytes.length - from, BEGINNING);
    String start = new String(bytes, from, length, US_ASCII).toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype") || start.startsWith("<html")) {
      throw page(address);
    }
  }

  /** The byte order mark of UTF-8. */
  private static boolean startsWithMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }

  private static IncludeException page(Remote address) {
    return new IncludeException(
        Kind.NOT_YAML,
        address.text() + " is a web page, not a deployment file",
        "use the address of the file itself, which sites call raw; a page may also ask to log in");
  }
}
