package dev.photon.config;

/** What services, datacenters and profiles may be called. */
final class DnsLabel {
  static final int MAX_LENGTH = 63;

  /** What {@link #isValid} accepts, for the published schema. */
  static final String PATTERN = "(?!x-)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private DnsLabel() {}

  /** Files ignore what begins with x-, so a name that does could not be written down. */
  static final String IGNORED = "x-";

  static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.startsWith(IGNORED)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inside = i > 0 && i < text.length() - 1;
      if (!letterOrDigit && !(c == '-' && inside)) {
        return false;
      }
    }
    return true;
  }

  static void check(String what, String value) {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          what
              + " must be a DNS label (1 to 63 of a-z, 0-9, -) without x- before it: "
              + Quote.of(value));
    }
  }
}
