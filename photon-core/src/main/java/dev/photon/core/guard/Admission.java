package dev.photon.core.guard;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;

/** What a server knows of its callers beyond their certificates. Thread-safe. */
@FunctionalInterface
public interface Admission {
  /** Everybody who has a certificate of the right role. */
  Admission ALL = (caller, rule) -> {};

  /**
   * Looks the caller up; asked at each call and, of an open stream, now and then again.
   *
   * @throws ApiException if the caller may not make calls of this rule here, or not any more
   */
  void require(Caller caller, Callers rule);
}
