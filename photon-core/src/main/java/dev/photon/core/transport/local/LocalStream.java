package dev.photon.core.transport.local;

import dev.photon.core.event.RelayedStream;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.function.Consumer;

/** A stream between two roles, whose proof counts while there is something to deliver. */
final class LocalStream extends RelayedStream {
  /**
   * A stream that is about to begin.
   *
   * @param proof throws when what both sides have proven does not count any more
   */
  LocalStream(
      String name, EventSink reader, Runnable proof, Consumer<? super RelayedStream> forget) {
    super(name, reader, proof, forget);
  }

  @Override
  public void event(Event event) {
    if (!isOver() && recheck().isEmpty()) {
      super.event(event);
    }
  }
}
