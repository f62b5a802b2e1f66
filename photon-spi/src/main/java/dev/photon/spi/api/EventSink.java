package dev.photon.spi.api;

import java.util.Optional;

/** Takes a stream of events, one call at a time, from any thread. */
public interface EventSink {
  void event(Event event);

  /** The last call: the stream ended, by the server or by a fault. Resume after the last event. */
  void ended(Optional<ApiException> cause);
}
