package dev.photon.spi;

import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Revocations;
import java.time.Clock;
import java.time.Duration;

/** Finds and opens one kind of {@link Transport}. Found by {@link java.util.ServiceLoader}. */
public interface TransportProvider {

  /** The name by which a configuration chooses this transport, such as {@code grpc}. */
  String name();

  /** Opens a transport; no I/O happens before its first use. */
  Transport open(Context context);

  /**
   * What a transport is opened with.
   *
   * @param credentials who we are (perhaps nobody yet: first contact) and whom we trust; asked anew
   *     at each handshake
   * @param clock the clock that validity is judged by
   * @param deadline of a unary call
   * @param revocations whose certificates are not accepted though their time is not over; when they
   *     change, open streams are checked again
   */
  record Context(
      CredentialsSource credentials, Clock clock, Duration deadline, Revocations revocations) {
    public Context {
      if (deadline.isNegative() || deadline.isZero()) {
        throw new IllegalArgumentException("deadline must be positive: " + deadline);
      }
    }

    /** What one is opened with who does not hear of revocations: a command, for a few calls. */
    public Context(CredentialsSource credentials, Clock clock, Duration deadline) {
      this(credentials, clock, deadline, Revocations.NONE);
    }
  }
}
