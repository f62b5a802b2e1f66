package dev.photon.spi.testing;

import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that keeps what it gets, in the order of it. Taken from by one thread. */
final class ReceivedEvents implements EventSink {
  private static final long SECONDS = 20;

  /** An event, or the end. */
  private record Received(Optional<Event> event, Optional<ApiException> cause) {}

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

  @Override
  public void event(Event event) {
    received.add(new Received(Optional.of(event), Optional.empty()));
  }

  @Override
  public void ended(Optional<ApiException> cause) {
    received.add(new Received(Optional.empty(), cause));
  }

  List<Event> take(int count) throws InterruptedException {
    List<Event> taken = takeUntilEndOr(count);
    if (taken.size() < count) {
      throw new AssertionError("the stream ended after " + taken.size() + " events, not " + count);
    }
    return taken;
  }

  /** Takes so many events, or fewer when the stream ends before. */
  List<Event> takeUntilEndOr(int count) throws InterruptedException {
    List<Event> taken = new ArrayList<>();
    while (taken.size() < count) {
      Received next = next();
      if (next.event().isEmpty()) {
        return taken;
      }
      taken.add(next.event().get());
    }
    return taken;
  }

  /** Takes the end, which must be next. */
  Optional<ApiException> end() throws InterruptedException {
    Received next = next();
    if (next.event().isPresent()) {
      throw new AssertionError("an event instead of the end: " + next.event().get());
    }
    return next.cause();
  }

  /** Waits for the end; events before it do not matter. */
  Optional<ApiException> awaitEnd() throws InterruptedException {
    Received next = next();
    while (next.event().isPresent()) {
      next = next();
    }
    return next.cause();
  }

  /** Whether nothing came that was not taken. */
  boolean isEmpty() {
    return received.isEmpty();
  }

  private Received next() throws InterruptedException {
    Received next = received.poll(SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came for " + SECONDS + " s");
    }
    return next;
  }
}
