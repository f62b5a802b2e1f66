package dev.photon.spi;

/** Why the infrastructure did not do what it was asked; the kind says what the caller does next. */
public final class BackendException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the caller can do about it. */
  public enum Kind {
    /** No room; asking again helps only when something is freed. */
    NO_CAPACITY,
    /** The image is not there and cannot be fetched. */
    IMAGE_NOT_FOUND,
    /** The request or the configuration is wrong; asking again does not help. */
    INVALID,
    /** The infrastructure does not answer, or not completely; ask again later. */
    UNAVAILABLE,
    /** Something else has changed it at the same time; observe and ask again. */
    CONFLICT
  }

  private final Kind kind;

  public BackendException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public BackendException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
