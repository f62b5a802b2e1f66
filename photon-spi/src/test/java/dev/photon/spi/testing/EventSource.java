package dev.photon.spi.testing;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A small event log that pushes to its subscribers, on the thread that appends. */
final class EventSource {
  private final List<Event> log = new ArrayList<>();
  private final Set<EventSink> sinks = ConcurrentHashMap.newKeySet();
  private final Semaphore closed = new Semaphore(0);

  synchronized void append(Event event) {
    log.add(event);
    sinks.forEach(sink -> sink.event(event));
  }

  synchronized Subscription subscribe(long after, EventSink sink) {
    log.stream().filter(event -> event.sequence() > after).forEach(sink::event);
    sinks.add(sink);
    return () -> {
      if (sinks.remove(sink)) {
        closed.release();
      }
    };
  }

  synchronized void end(Optional<ApiException> cause) {
    sinks.forEach(sink -> sink.ended(cause));
    sinks.clear();
  }

  /** Whether a subscription was closed by its reader, or is within the time. */
  boolean awaitClosed() throws InterruptedException {
    return closed.tryAcquire(10, TimeUnit.SECONDS);
  }
}
