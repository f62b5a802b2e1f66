package dev.photon.config.include;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import okhttp3.Response;

/**
 * Downloads files by HTTP, whatever a server makes of it. Redirects are followed here and not by
 * the client, since each place that they lead to is checked like the first.
 */
final class HttpDownloads {
  private static final int MAX_REDIRECTS = 5;

  private final IncludePolicy policy;
  private final DownloadListener listener;
  private final HttpExchange exchange;

  HttpDownloads(IncludePolicy policy, DownloadListener listener, Wire wire) {
    this.policy = policy;
    this.listener = listener;
    this.exchange = new HttpExchange(policy.downloads(), wire);
  }

  /** Downloads a file within the time, the size and the places that the policy allows. */
  Content read(Remote address) throws IncludeException {
    requireAllowed(address);
    Deadline deadline = Deadline.in(policy.downloads().patience());
    listener.begin(address);
    try {
      return follow(address, deadline);
    } finally {
      listener.end(address);
    }
  }

  private Content follow(Remote address, Deadline deadline) throws IncludeException {
    Set<Remote> seen = new HashSet<>();
    Remote at = address;
    while (seen.size() <= MAX_REDIRECTS) {
      if (!seen.add(at)) {
        throw redirect(address, "is redirected in a circle");
      }
      try (Response response = exchange.get(at, deadline)) {
        Optional<Remote> next = Redirects.next(at, response);
        if (next.isEmpty()) {
          return content(address, at, response);
        }
        at = next.get();
        requireAllowed(at);
      } catch (IOException e) {
        throw DownloadErrors.of(at, e, deadline);
      }
    }
    throw redirect(address, "is redirected more than " + MAX_REDIRECTS + " times");
  }

  private static IncludeException redirect(Remote address, String what) {
    return new IncludeException(
        Kind.BAD_REDIRECT, address.text() + " " + what, "name the final address of the file");
  }

  private void requireAllowed(Remote address) throws IncludeException {
    IncludePolicy.Downloads downloads = policy.downloads();
    String host = address.uri().getHost();
    if (!downloads.allowed()) {
      throw new IncludeException(
          Kind.NOT_ALLOWED,
          address.text() + " cannot be included: remote files are not allowed here",
          DownloadErrors.TAKE_A_COPY);
    }
    if (!Hosts.fits(host, downloads.hosts())) {
      throw new IncludeException(
          Kind.NOT_ALLOWED,
          address.text() + " is on none of the hosts that files may be included from",
          "they may come from " + String.join(", ", downloads.hosts()));
    }
    boolean isPrivate =
        Hosts.isLocalhost(host)
            || Hosts.literal(host).filter(ip -> !PublicAddresses.isPublic(ip)).isPresent();
    if (isPrivate && !downloads.privateAddresses()) {
      throw DownloadErrors.privateAddress(address);
    }
  }

  private Content content(Remote asked, Remote at, Response response)
      throws IncludeException, IOException {
    if (response.code() != 200) {
      throw DownloadErrors.status(at, response.code());
    }
    Answers.requireText(at, response.header("content-type"), response.header("content-encoding"));
    try (InputStream in = response.body().byteStream()) {
      byte[] bytes =
          Bounded.read(in, at, policy.maxBytes(), read -> listener.progress(asked, read));
      Answers.requireNoPage(at, bytes);
      return Content.of(bytes);
    }
  }
}
