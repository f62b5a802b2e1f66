package dev.photon.config;

/**
 * A text as a decimal number and what stands behind it: {@code 1.5 GiB}. Read in a loop: a pattern
 * would cost a short command more than reading its file.
 *
 * @param whole the digits before the point; empty if it does not begin with a number
 * @param fraction the digits behind the point; empty if there is no point
 * @param rest what stands behind the number
 */
record Amount(String whole, String fraction, String rest) {

  static Amount of(String text) {
    int point = digitsEnd(text, 0);
    int end = point;
    if (point > 0 && point < text.length() && text.charAt(point) == '.') {
      end = digitsEnd(text, point + 1);
      if (end == point + 1) {
        end = point; // a point without digits belongs to the rest
      }
    }
    String fraction = end > point ? text.substring(point + 1, end) : "";
    return new Amount(text.substring(0, point), fraction, text.substring(end));
  }

  private static int digitsEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Whether it is a number with so many digits at most. */
  boolean fits(int mostWhole, int mostFraction) {
    return !whole.isEmpty() && whole.length() <= mostWhole && fraction.length() <= mostFraction;
  }

  /** The number as it is written. */
  String number() {
    return fraction.isEmpty() ? whole : whole + "." + fraction;
  }
}
