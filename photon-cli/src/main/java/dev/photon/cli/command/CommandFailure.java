package dev.photon.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a command did not do what was asked, in words for the person who asked. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Optional<String> hint;

  CommandFailure(int status, String message) {
    this(status, message, Optional.empty(), null);
  }

  CommandFailure(int status, String message, String hint) {
    this(status, message, Optional.of(hint), null);
  }

  CommandFailure(int status, String message, Optional<String> hint, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.hint = hint;
  }

  static CommandFailure usage(String message, String hint) {
    return new CommandFailure(ExitStatus.USAGE, message, hint);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** The exit status. */
  int status() {
    return status;
  }

  /** What to try. */
  Optional<String> hint() {
    return hint == null ? Optional.empty() : hint;
  }
}
