package dev.photon.crypto;

/** A text is not an identity of Photon. The message says which rule it breaks. */
public final class InvalidIdentityException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidIdentityException(String message) {
    super(message);
  }
}
