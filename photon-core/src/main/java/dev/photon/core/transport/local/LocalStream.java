package dev.photon.core.transport.local;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A stream of events between its two ends; whichever ends it, it ends once. Thread-safe. */
final class LocalStream implements EventSink, Subscription {
  private final EventSink reader;
  private final Runnable proof;
  private final Runnable forget;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Subscription> source = new AtomicReference<>(Subscription.NONE);

  /**
   * A stream that was begun.
   *
   * @param proof throws when what both sides have proven does not count any more
   */
  LocalStream(EventSink reader, Runnable proof, Consumer<LocalStream> forget) {
    this.reader = reader;
    this.proof = proof;
    this.forget = () -> forget.accept(this);
  }

  /** Says what the peer has subscribed; it is closed at once if the stream is over already. */
  void from(Subscription subscription) {
    source.set(subscription);
    if (over.get()) {
      forget.run();
      unsubscribe();
    }
  }

  @Override
  public void event(Event event) {
    if (over.get()) {
      return;
    }
    try {
      proof.run();
    } catch (ApiException e) {
      cut(e);
      return;
    }
    reader.event(event);
  }

  @Override
  public void ended(Optional<ApiException> cause) {
    if (over.compareAndSet(false, true)) {
      forget.run();
      reader.ended(cause);
    }
  }

  /** Ends the stream for its reader, and the peer's subscription. */
  void cut(ApiException cause) {
    ended(Optional.of(cause));
    unsubscribe();
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      forget.run();
    }
    unsubscribe();
  }

  private void unsubscribe() {
    source.getAndSet(Subscription.NONE).close();
  }
}
