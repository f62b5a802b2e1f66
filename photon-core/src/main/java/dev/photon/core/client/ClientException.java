package dev.photon.core.client;

import dev.photon.spi.api.ApiException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something was not done, in words for a person; the kind says whose turn it is. */
public final class ClientException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /** What was asked does not make sense here: no such account, a name that is taken, … */
    INVALID,
    /** A server refused it, or cannot carry it out. */
    REFUSED,
    /** A server does not answer. */
    UNREACHABLE,
    /** It was not done within the time given; it may go on by itself. */
    TIMED_OUT,
    /** What is remembered here cannot be read or written. */
    LOCAL
  }

  private final Kind kind;
  private final transient Optional<String> hint;

  ClientException(Kind kind, String message) {
    this(kind, message, Optional.empty(), null);
  }

  ClientException(Kind kind, String message, String hint) {
    this(kind, message, Optional.of(hint), null);
  }

  ClientException(Kind kind, String message, Optional<String> hint, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.hint = hint;
  }

  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The stable reason that a server gave, if one did. */
  public Optional<String> reason() {
    return getCause() instanceof ApiException e ? Optional.of(e.reason()) : Optional.empty();
  }

  /** What to try. */
  public Optional<String> hint() {
    return hint == null ? Optional.empty() : hint;
  }
}
