package dev.photon.config;

/** What a string of a configuration may hold: it must survive UTF-8 and an operating system. */
final class Text {
  /** The longest argument or variable that Linux hands to a process (128 KiB), in UTF-16 units. */
  static final int MAX_LENGTH = 131_072;

  private Text() {}

  /** Whether an operating system can pass it to a process: no NUL, no half characters, bounded. */
  static boolean isPassable(String text) {
    if (text.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == '\0' || Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  /** What {@link #isImage} accepts, for the published schema. */
  static final String IMAGE_PATTERN = "(?![-/:@])(?!.*(//|[:@/]$))[!-~]{1,512}";

  static boolean isImage(String text) {
    return !text.isEmpty()
        && text.length() <= 512
        && isVisible(text)
        && "-/:@".indexOf(text.charAt(0)) < 0
        && ":@/".indexOf(text.charAt(text.length() - 1)) < 0
        && !text.contains("//");
  }

  static boolean isEnvName(String text) {
    return !text.isEmpty()
        && text.length() <= 256
        && isVisible(text)
        && text.indexOf('=') < 0
        && text.indexOf('$') < 0;
  }

  /** Whether all of it is visible ASCII. */
  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }
}
