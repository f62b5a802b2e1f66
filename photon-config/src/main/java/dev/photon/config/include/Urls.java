package dev.photon.config.include;

import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Locale;

/**
 * URLs in one form, and references within them (RFC 3986). Pure. {@link URI} parses; it is not
 * asked to resolve, because it folds double slashes and drops a file before a query.
 */
final class Urls {
  private static final int MAX_PORT = 65_535;

  private Urls() {}

  /** Whether a name is meant as a URL that files can come from. */
  static boolean looksLikeUrl(String name) {
    String start = name.substring(0, Math.min(name.length(), 6)).toLowerCase(Locale.ROOT);
    return start.startsWith("http:") || start.startsWith("https:");
  }

  static URI parse(String text) throws IncludeException {
    return canonical(uri(text));
  }

  /** The URL that a relative reference means at another URL. */
  static URI resolve(URI base, String reference) throws IncludeException {
    URI relative = uri(reference);
    if (relative.isAbsolute()) {
      return canonical(relative);
    }
    String scheme = base.getScheme();
    if (relative.getRawAuthority() != null) {
      return parse(scheme + ":" + reference);
    }
    String path = relative.getRawPath();
    String query = relative.getRawQuery();
    if (path.isEmpty()) {
      path = base.getRawPath();
      query = query == null ? base.getRawQuery() : query;
    } else if (!path.startsWith("/")) {
      path = base.getRawPath().substring(0, base.getRawPath().lastIndexOf('/') + 1) + path;
    }
    String tail = query == null ? "" : "?" + query;
    return parse(scheme + "://" + base.getRawAuthority() + path + tail);
  }

  /**
   * The one form of a URL.
   *
   * @throws IncludeException if it is not one that files can come from
   */
  static URI canonical(URI uri) throws IncludeException {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String authority = uri.getRawAuthority();
    if (!(scheme.equals("http") || scheme.equals("https")) || authority == null) {
      throw bad("this is no URL that a file can come from");
    }
    if (authority.indexOf('@') >= 0) {
      throw new IncludeException(
          Kind.BAD_NAME,
          "a URL with a user or password does not belong into a file",
          "remove what stands before the @; include a local copy of what needs a password");
    }
    String host = host(uri, authority);
    String path = withoutDots(uri.getRawPath());
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    URI canonical = uri(scheme + "://" + host + port(scheme, uri.getPort()) + path + query);
    if (canonical.toString().length() > IncludeName.MAX_LENGTH) {
      throw bad("a URL has at most " + IncludeName.MAX_LENGTH + " characters");
    }
    return canonical;
  }

  static String withoutQuery(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  /** In ASCII; what else there is in a path or query is percent-encoded. */
  private static URI uri(String text) throws IncludeException {
    try {
      return new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      // The text itself may hold a password; the reason does not.
      String reason = e.getReason().toLowerCase(Locale.ROOT);
      throw bad(
          "this is no URL: "
              + reason
              + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)));
    }
  }

  private static IncludeException bad(String message) {
    return new IncludeException(
        Kind.BAD_NAME, message, "write it as https://host/path, with % before what is special");
  }

  private static String host(URI uri, String authority) throws IncludeException {
    if (uri.getHost() != null) {
      return Hosts.canonical(uri.getHost());
    }
    // Java does not take this authority apart; most often because of its host, such as 127.1.
    int colon = authority.lastIndexOf(':');
    String host = Hosts.canonical(colon < 0 ? authority : authority.substring(0, colon));
    throw bad("the host " + host + " is followed by no port, or cannot be in a URL");
  }

  private static String port(String scheme, int port) throws IncludeException {
    if (port == 0 || port > MAX_PORT) {
      throw bad("the port of a URL is 1 to " + MAX_PORT);
    }
    return port < 0 || port == (scheme.equals("https") ? 443 : 80) ? "" : ":" + port;
  }

  /** A path from the root, with {@code .} and {@code ..} carried out, never above the root. */
  private static String withoutDots(String path) {
    Deque<String> kept = new ArrayDeque<>();
    String[] segments = path.split("/", -1);
    for (int i = 1; i < segments.length; i++) {
      String segment = segments[i];
      boolean last = i == segments.length - 1;
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.equals(".")) {
        kept.addLast(segment);
        continue;
      }
      if (last) {
        kept.addLast(""); // what it names is a folder
      }
    }
    StringBuilder out = new StringBuilder();
    for (Iterator<String> segment = kept.iterator(); segment.hasNext(); ) {
      out.append('/').append(segment.next());
    }
    return out.isEmpty() ? "/" : out.toString();
  }
}
