package dev.photon.spi.api;

import java.util.regex.Pattern;

/** The bounds that ids from outside are held to. */
final class Ids {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private Ids() {}

  static String label(String kind, String value) {
    if (!LABEL.matcher(value).matches()) {
      throw new IllegalArgumentException(
          kind + " must be 1 to 63 of a-z, 0-9 and '-', not at the ends: " + shown(value));
    }
    return value;
  }

  static String bounded(String kind, String value, int most) {
    if (value.isEmpty() || value.length() > most) {
      throw new IllegalArgumentException(
          kind + " must have 1 to " + most + " characters, not " + value.length());
    }
    return value;
  }

  private static String shown(String value) {
    return value.length() <= 80 ? "'" + value + "'" : value.length() + " characters";
  }
}
