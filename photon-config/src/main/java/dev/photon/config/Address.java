package dev.photon.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where notifications are sent. */
final class Address {
  static final String EMAIL_PATTERN = "[^\\s@<>,;\"\\u0000-\\u001f]{1,64}@[A-Za-z0-9.-]{1,253}";
  static final String WEB_PATTERN = "[Hh][Tt][Tt][Pp][Ss]?://[^@\\s]{1,2040}";

  private static final Pattern EMAIL = Pattern.compile(EMAIL_PATTERN);
  private static final int LONGEST_URL = 2_048;

  private Address() {}

  static boolean isEmail(String text) {
    return EMAIL.matcher(text).matches();
  }

  /** An http or https URL with a host, and without a password in it. */
  static boolean isWeb(String text) {
    if (text.length() > LONGEST_URL) {
      return false;
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https"))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
