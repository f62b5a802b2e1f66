package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.util.Optional;
import okhttp3.Response;

/** Where an answer sends its reader. Pure. */
final class Redirects {
  private Redirects() {}

  /**
   * The next address, if the answer is a redirect.
   *
   * @throws IncludeException if it leads nowhere that is gone to
   */
  static Optional<Remote> next(Remote from, Response response) throws IncludeException {
    int code = response.code();
    boolean redirect = (code >= 301 && code <= 303) || code == 307 || code == 308;
    if (!redirect) {
      return Optional.empty();
    }
    String location = response.header("location");
    if (location == null) {
      throw bad(from.text() + " answered " + code + ", a redirect, and not where to");
    }
    Remote next = address(from, location);
    if (from.isHttps() && !next.isHttps()) {
      throw bad(from.text() + " redirects to " + next.text() + ", away from https");
    }
    return Optional.of(next);
  }

  private static Remote address(Remote from, String location) throws IncludeException {
    try {
      return new Remote(Urls.resolve(from.uri(), location));
    } catch (IncludeException e) {
      throw bad(from.text() + " redirects to where no file can come from: " + e.getMessage());
    }
  }

  private static IncludeException bad(String message) {
    return new IncludeException(
        Kind.BAD_REDIRECT, message, "name the final address of the file, if there is one");
  }
}
