package dev.photon.core.guard;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A stream that ends when its reader may not read it any more. Thread-safe. */
final class GuardedStream implements EventSink, Subscription {
  private final String name;
  private final EventSink reader;
  private final Runnable admission;
  private final Consumer<GuardedStream> forget;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Subscription> source = new AtomicReference<>(Subscription.NONE);

  /**
   * A stream that was begun.
   *
   * @param name which stream it is, and whose, for the audit log
   * @param admission throws when the reader may not read it any more
   */
  GuardedStream(String name, EventSink reader, Runnable admission, Consumer<GuardedStream> forget) {
    this.name = name;
    this.reader = reader;
    this.admission = admission;
    this.forget = forget;
  }

  void from(Subscription subscription) {
    source.set(subscription);
    if (over.get()) {
      unsubscribe();
    }
  }

  @Override
  public void event(Event event) {
    if (!over.get()) {
      reader.event(event);
    }
  }

  @Override
  public void ended(Optional<ApiException> cause) {
    if (over.compareAndSet(false, true)) {
      forget.accept(this);
      reader.ended(cause);
    }
  }

  /** Ends the stream if its reader would not be let through any more, and says why. */
  Optional<ApiException> recheck() {
    try {
      admission.run();
      return Optional.empty();
    } catch (ApiException e) {
      ended(Optional.of(e));
      unsubscribe();
      return Optional.of(e);
    }
  }

  @Override
  public void close() {
    if (over.compareAndSet(false, true)) {
      forget.accept(this);
    }
    unsubscribe();
  }

  @Override
  public String toString() {
    return name;
  }

  private void unsubscribe() {
    source.getAndSet(Subscription.NONE).close();
  }
}
