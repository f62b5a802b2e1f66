package dev.photon.core.transport.local;

import dev.photon.crypto.Identity;
import dev.photon.spi.api.Endpoint;
import java.util.Optional;

/** Decides what becomes of each call on its way. Called on the thread of the call. */
@FunctionalInterface
public interface CallFilter {
  /** Every call arrives, and so does every answer. */
  CallFilter NONE = call -> Fate.DELIVER;

  /** What becomes of this call. */
  Fate fate(Call call);

  /** What can become of a call; the caller of a lost one gets {@code UNAVAILABLE}. */
  enum Fate {
    DELIVER,
    /** It never arrives. */
    LOSE_REQUEST,
    /** It is carried out, but its answer never arrives. */
    LOSE_RESPONSE
  }

  /**
   * A call that is about to be made.
   *
   * @param caller empty before the first certificate
   * @param to where it goes, as its caller names it
   * @param api the interface
   * @param method of it
   */
  record Call(Optional<Identity> caller, Endpoint to, Class<?> api, String method) {}
}
