package dev.photon.config.include;

import dev.photon.config.include.CheckedDns.PrivateAddressException;
import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Says what went wrong with a download, for a person. */
final class DownloadErrors {
  static final String TAKE_A_COPY = "download the file, and include the local copy";

  private DownloadErrors() {}

  static IncludeException of(Remote address, IOException e, Deadline deadline) {
    String name = address.text();
    if (e instanceof PrivateAddressException) {
      return privateAddress(address);
    }
    if (e instanceof InterruptedIOException || deadline.isOver()) {
      return new IncludeException(
          Kind.TIMED_OUT,
          name + " was not read within " + seconds(deadline.patience()),
          TAKE_A_COPY);
    }
    return new IncludeException(Kind.UNREACHABLE, unreachable(address, e));
  }

  private static String unreachable(Remote address, IOException e) {
    String name = address.text();
    if (e instanceof UnknownHostException) {
      return name + ": its host could not be found: " + said(e);
    }
    if (e instanceof SSLException) {
      return name + ": no trusted connection: " + said(e);
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return name + ": no connection: " + said(e);
    }
    // What is left are answers that break off or are no HTTP; the client quotes bytes of them.
    return name + " broke off its answer, or sent one that is no HTTP";
  }

  private static String said(IOException e) {
    return Printable.of(String.valueOf(e.getMessage()));
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  static IncludeException privateAddress(Remote address) {
    return new IncludeException(
        Kind.NOT_ALLOWED,
        address.text() + " is at a private address, from which nothing is downloaded",
        "include a local copy; or allow it, as with --allow-private-includes");
  }

  static IncludeException status(Remote address, int code) {
    String message = address.text() + " answered " + code;
    if (code == 401 || code == 403 || code == 407) {
      return new IncludeException(
          Kind.HTTP_STATUS, message + ": it asks for credentials", TAKE_A_COPY);
    }
    if (code == 404 || code == 410) {
      return new IncludeException(
          Kind.HTTP_STATUS, message + ": no such file", "check the address");
    }
    return new IncludeException(Kind.HTTP_STATUS, message);
  }
}
