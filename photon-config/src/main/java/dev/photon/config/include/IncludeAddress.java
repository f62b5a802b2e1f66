package dev.photon.config.include;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a file is: on this machine, or at a URL. Immutable; nothing here does any I/O. */
public sealed interface IncludeAddress {

  /** As shown to people: without the query of a URL, and with nothing that a terminal obeys. */
  String text();

  /** A file of this machine; two paths to it are two addresses. */
  record Local(Path file) implements IncludeAddress {
    public Local {
      if (file.toString().isEmpty()) {
        file = Path.of(".");
      }
    }

    // Written out: what the compiler makes for a record is linked at run time, which costs a short
    // command more than reading its file.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Local local && local.file.equals(file);
    }

    @Override
    public int hashCode() {
      return file.hashCode();
    }

    @Override
    public String text() {
      return Printable.of(file.toString());
    }
  }

  /**
   * A file behind {@code http} or {@code https}. Kept in one form, so that equal addresses are
   * equal records: host in lower case, no default port, no dot segments, no fragment, only ASCII.
   */
  record Remote(URI uri) implements IncludeAddress {
    /** Throws {@link IllegalArgumentException} for a URL that no file can be included by. */
    public Remote {
      try {
        uri = Urls.canonical(uri);
      } catch (IncludeException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    public boolean isHttps() {
      return uri.getScheme().equals("https");
    }

    @Override
    public String text() {
      return Urls.withoutQuery(uri);
    }

    @Override
    public String toString() {
      return text();
    }
  }

  /**
   * Says which file a name means in a file. A plain name is relative to the folder of that file, or
   * to its URL as it was asked for, whatever that redirected to. A remote file can only name remote
   * ones.
   *
   * @param name without a pin; see {@link IncludeName}
   * @throws IncludeException of kind {@code BAD_NAME} or {@code NOT_ALLOWED}
   */
  static IncludeAddress resolve(String name, IncludeAddress from) throws IncludeException {
    return Names.resolve(name, from);
  }
}
