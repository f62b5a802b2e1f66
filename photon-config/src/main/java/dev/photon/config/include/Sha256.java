package dev.photon.config.include;

import com.google.common.hash.Hashing;
import java.util.regex.Pattern;

/** Hashes as people see them: 64 hexadecimal digits, lower case. */
final class Sha256 {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private Sha256() {}

  static String of(byte[] bytes) {
    return Hashing.sha256().hashBytes(bytes).toString();
  }

  static boolean isHash(String text) {
    return HEX.matcher(text).matches();
  }

  /** Throws unless it is a hash in lower case: what comes from outside was checked before. */
  static String require(String text) {
    if (!isHash(text)) {
      throw new IllegalArgumentException("a sha256 has 64 hex digits, in lower case");
    }
    return text;
  }

  /** Enough to compare by eye. */
  static String shortened(String hash) {
    return hash.substring(0, 12) + "…";
  }
}
