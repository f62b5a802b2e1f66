package dev.photon.config.include;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An included file that could not be had. The message is one sentence for a person; it never shows
 * the user, password or query of a URL.
 */
public final class IncludeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for a caller that acts on it or names it by a stable code. */
  public enum Kind {
    /** The name is none: malformed, too long, a malformed pin. */
    BAD_NAME,
    /** There is no such file on this machine. */
    NOT_FOUND,
    /** It is there, and is a folder or a pipe, or may not be read. */
    UNREADABLE,
    /** It has more bytes than the policy allows. */
    TOO_LARGE,
    /** The policy or the language forbids it: folder, host, scheme, private address. */
    NOT_ALLOWED,
    /** No connection, no trusted one, or one that broke. */
    UNREACHABLE,
    /** The time for a download was over. */
    TIMED_OUT,
    /** A server answered with a status that brings no file. */
    HTTP_STATUS,
    /** A server answered with something that cannot be YAML, such as a web page. */
    NOT_YAML,
    /** A redirect that is not followed: a circle, too many, away from https. */
    BAD_REDIRECT,
    /** The content is not the one that was pinned or locked. */
    CHANGED,
    /** The network may not be used, and the lock does not have the file. */
    NOT_LOCKED,
    /** The network may not be used, and the cache does not have the file; or cannot keep it. */
    NOT_CACHED,
    /** The lock itself cannot be read, understood or written. */
    BAD_LOCK
  }

  private final Kind kind;
  private final @Nullable String hint;

  public IncludeException(Kind kind, String message) {
    super(message);
    this.kind = kind;
    this.hint = null;
  }

  /**
   * An error with a hint.
   *
   * @param hint what the person could do about it
   */
  public IncludeException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  public Kind kind() {
    return kind;
  }

  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }

  /** One sentence, never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
