package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Local;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a name in a file means. Pure. */
final class Names {
  private static final Pattern SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

  private Names() {}

  static IncludeAddress resolve(String name, IncludeAddress from) throws IncludeException {
    check(name);
    if (Urls.looksLikeUrl(name)) {
      return new Remote(Urls.parse(name));
    }
    Matcher scheme = SCHEME.matcher(name);
    if (scheme.matches()) {
      throw scheme(scheme.group(1));
    }
    if (from instanceof Remote remote) {
      if (name.startsWith("/")) {
        throw new IncludeException(
            Kind.NOT_ALLOWED,
            "a remote file cannot include a file of this machine",
            "name it by its whole URL, or relative to the URL of the file that includes it");
      }
      return new Remote(Urls.resolve(remote.uri(), name));
    }
    if (from instanceof Local local) {
      return new Local(path(name, local.file()));
    }
    throw new AssertionError(from);
  }

  private static void check(String name) throws IncludeException {
    if (name.isBlank()) {
      throw new IncludeException(Kind.BAD_NAME, "this names no file");
    }
    if (name.length() > IncludeName.MAX_LENGTH) {
      throw new IncludeException(
          Kind.BAD_NAME,
          "the name of a file has at most " + IncludeName.MAX_LENGTH + " characters");
    }
    if (name.indexOf('\0') >= 0) {
      throw new IncludeException(Kind.BAD_NAME, "the name of a file cannot hold NUL");
    }
    if (name.indexOf('\\') >= 0 || name.matches("(?s)[A-Za-z]:.*")) {
      throw new IncludeException(
          Kind.BAD_NAME,
          "this looks like a path of Windows",
          "write / between folders, and no drive");
    }
  }

  private static IncludeException scheme(String scheme) {
    return new IncludeException(
        Kind.NOT_ALLOWED,
        "nothing can be included by '" + Printable.of(scheme.toLowerCase(Locale.ROOT)) + ":'",
        "name a path, or a URL with https:// or http://; write ./ before a name that has a colon");
  }

  private static Path path(String name, Path from) throws IncludeException {
    try {
      return from.resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      throw new IncludeException(Kind.BAD_NAME, "this cannot be the name of a file");
    }
  }
}
