package dev.photon.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A deployment file that could not be read at all. The message is one sentence for a person. */
public final class UnreadableConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  UnreadableConfigException(String message, Optional<String> hint) {
    super(message);
    this.hint = hint.orElse(null);
  }

  /** What to do about it. */
  public Optional<String> hint() {
    return Optional.ofNullable(hint);
  }
}
