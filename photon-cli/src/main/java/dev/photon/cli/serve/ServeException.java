package dev.photon.cli.serve;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
    return new ServeException(what + ": " + why(cause), Optional.empty(), cause);
  }

  /** Some exceptions of the platform say only which file they are about. */
  private static String why(Exception cause) {
    if (cause instanceof AccessDeniedException) {
      return "not permitted";
    }
    if (cause instanceof NoSuchFileException) {
      return "its folder does not exist and cannot be made";
    }
    return String.valueOf(cause.getMessage());
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
