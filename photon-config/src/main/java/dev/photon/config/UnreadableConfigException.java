package dev.photon.config;

/** A deployment file that could not be read at all. The message is one sentence for a person. */
public final class UnreadableConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableConfigException(String message) {
    super(message);
  }
}
