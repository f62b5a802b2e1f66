package dev.photon.cli.serve;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a server did not start, in words for its operator. Unchecked, to pass through the wiring. */
public final class ServeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> hint;

  ServeException(String message, Optional<String> hint, @Nullable Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  static ServeException of(String what, Exception cause) {
    return new ServeException(what + ": " + cause.getMessage(), Optional.empty(), cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What to try. */
  public Optional<String> hint() {
    return hint == null ? Optional.empty() : hint;
  }
}
