package dev.photon.core.registry;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import java.util.Optional;

/** The registry's answers to what it does not do. */
final class Refusal {
  private Refusal() {}

  static ApiException unauthenticated(String reason, String message, String hint) {
    return new ApiException(Status.UNAUTHENTICATED, reason, message, Optional.of(hint));
  }

  static ApiException denied(String reason, String message) {
    return new ApiException(Status.DENIED, reason, message);
  }

  /** The same words whether there is no such thing or it is another's. */
  static ApiException notFound(String what, Object id) {
    return new ApiException(
        Status.NOT_FOUND, "not-found", "there is no " + what + " " + id + " of yours");
  }

  static ApiException invalid(String reason, String message) {
    return new ApiException(Status.INVALID, reason, message);
  }

  static ApiException conflict(String reason, String message, String hint) {
    return new ApiException(Status.CONFLICT, reason, message, Optional.of(hint));
  }

  static ApiException exhausted(String reason, String message, String hint) {
    return new ApiException(Status.EXHAUSTED, reason, message, Optional.of(hint));
  }

  static ApiException exhausted(String reason, String message) {
    return new ApiException(Status.EXHAUSTED, reason, message);
  }
}
