package dev.photon.spi;

import java.time.Duration;
import java.util.Optional;

/** Why a target did not accept a notification. */
public final class NotifierException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller does next. */
  public enum Kind {
    /** Try again later. */
    RETRY,
    /** The target refuses this for good; trying again does not help. */
    REJECTED,
    /** The target does not exist any more; send it nothing further. */
    GONE
  }

  private final Kind kind;
  private final transient Optional<Duration> retryAfter;

  public NotifierException(Kind kind, String message) {
    this(kind, message, Optional.empty(), null);
  }

  public NotifierException(
      Kind kind,
      String message,
      Optional<Duration> retryAfter,
      @org.jspecify.annotations.Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** How long the target asked to be left alone, if it did. */
  public Optional<Duration> retryAfter() {
    return retryAfter == null ? Optional.empty() : retryAfter;
  }
}
