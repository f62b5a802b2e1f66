package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A lock as text, made to differ by the lines of the files that differ: a hash, two spaces, a URL.
 * Lines that are empty or begin with {@code #} say nothing. Pure.
 */
final class LockText {
  private static final String HEAD =
      """
      # The content (sha256) of each remote file that is included here, when it was last locked.
      # Keep this file with the deployment file. Written by: photon include --lock
      """;

  private static final String GAP = "  ";
  private static final int HASH = 64;

  private LockText() {}

  static String of(IncludeLock lock) {
    StringBuilder out = new StringBuilder(HEAD);
    lock.hashes()
        .forEach(
            (address, hash) -> out.append(hash).append(GAP).append(address.uri()).append('\n'));
    return out.toString();
  }

  static IncludeLock parse(String name, String text) throws IncludeException {
    if (text.length() > IncludeLock.MAX_BYTES) {
      throw new IncludeException(Kind.BAD_LOCK, name + " is larger than 1 MiB");
    }
    Map<Remote, String> hashes = new HashMap<>();
    int number = 0;
    for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      String place = name + ":" + ++number + ": ";
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (hashes.put(address(place, line), line.substring(0, HASH)) != null) {
        throw bad(place + "this file has a line above already");
      }
    }
    return new IncludeLock(hashes);
  }

  private static Remote address(String place, String line) throws IncludeException {
    int start = HASH + GAP.length();
    if (line.length() > start
        && Sha256.isHash(line.substring(0, HASH))
        && line.startsWith(GAP, HASH)) {
      String url = line.substring(start);
      try {
        URI uri = Urls.parse(url);
        if (uri.toString().equals(url)) {
          return new Remote(uri);
        }
      } catch (IncludeException e) {
        throw bad(place + e.getMessage());
      }
    }
    throw bad(place + "this is no sha256, two spaces and a URL as photon writes them");
  }

  private static IncludeException bad(String message) {
    return new IncludeException(
        Kind.BAD_LOCK, message, "repair the line, or make the lock anew: photon include --lock");
  }
}
