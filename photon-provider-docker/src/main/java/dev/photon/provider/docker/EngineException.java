package dev.photon.provider.docker;

/**
 * The engine refused a call, or did not answer it. The message is the engine's own, where it gave
 * one.
 */
final class EngineException extends Exception {
  private static final long serialVersionUID = 1;

  /** The status of a call that got no answer at all. */
  static final int NO_ANSWER = 0;

  private final int status;
  private final String text;

  EngineException(int status, String message) {
    super(message);
    this.status = status;
    this.text = message;
  }

  EngineException(String message, Throwable cause) {
    super(message, cause);
    this.status = NO_ANSWER;
    this.text = message;
  }

  /** The HTTP status, or {@link #NO_ANSWER}. */
  int status() {
    return status;
  }

  /** The message, which is always there. */
  String text() {
    return text;
  }

  boolean isNotFound() {
    return status == 404;
  }

  boolean isConflict() {
    return status == 409;
  }
}
