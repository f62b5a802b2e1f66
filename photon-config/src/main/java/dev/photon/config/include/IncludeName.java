package dev.photon.config.include;

import dev.photon.config.include.IncludeException.Kind;
import java.util.Locale;
import java.util.Optional;

/**
 * A file as an include names it, and the hash that its content must have, if one is given. What the
 * name means is said by {@link IncludeAddress#resolve}.
 *
 * @param sha256 64 hexadecimal digits, lower case
 */
public record IncludeName(String name, Optional<String> sha256) {
  /** What a name may have at most, in characters. */
  public static final int MAX_LENGTH = 2_048;

  private static final String PIN = "sha256=";

  public IncludeName {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a name has 1 to " + MAX_LENGTH + " characters");
    }
    sha256.ifPresent(Sha256::require);
  }

  /**
   * Reads {@code base.yml} or {@code base.yml#sha256=<64 hex digits>}. Any other {@code #} belongs
   * to the name of a local file, and is an error in a URL. Pure.
   *
   * @throws IncludeException of kind {@code BAD_NAME}
   */
  public static IncludeName parse(String text) throws IncludeException {
    int mark = text.lastIndexOf('#');
    String tail = text.substring(mark + 1);
    boolean pinned = mark >= 0 && tail.toLowerCase(Locale.ROOT).startsWith("sha256");
    String name = pinned ? text.substring(0, mark) : text;
    if (name.isBlank()) {
      throw new IncludeException(Kind.BAD_NAME, "this names no file");
    }
    if (name.length() > MAX_LENGTH) {
      throw new IncludeException(
          Kind.BAD_NAME, "the name of a file has at most " + MAX_LENGTH + " characters");
    }
    if (Urls.looksLikeUrl(name) && name.indexOf('#') >= 0) {
      throw badPin("what follows the # of a URL is not a pin");
    }
    return new IncludeName(name, pinned ? Optional.of(pin(tail)) : Optional.empty());
  }

  private static String pin(String tail) throws IncludeException {
    String hash = tail.startsWith(PIN) ? tail.substring(PIN.length()) : "";
    hash = hash.toLowerCase(Locale.ROOT);
    if (!Sha256.isHash(hash)) {
      throw badPin("what follows the # is a malformed pin");
    }
    return hash;
  }

  private static IncludeException badPin(String message) {
    return new IncludeException(
        Kind.BAD_NAME, message, "a pin is #sha256= and the 64 hex digits that sha256sum prints");
  }
}
