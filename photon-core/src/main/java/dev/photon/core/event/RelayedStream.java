package dev.photon.core.event;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A stream of events on its way to a reader, who may not always be allowed to read on. Whichever
 * side ends it, it ends once. Thread-safe.
 */
public class RelayedStream implements EventSink, Subscription {
  private final String name;
  private final EventSink reader;
  private final Runnable permission;
  private final Consumer<? super RelayedStream> forget;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicReference<Subscription> source = new AtomicReference<>(Subscription.NONE);

  /**
   * A stream that is about to begin.
   *
   * @param name which stream it is, and whose, for logs
   * @param permission throws {@link ApiException} when the reader may not read it any more
   * @param forget told when it is over, perhaps twice
   */
  public RelayedStream(
      String name, EventSink reader, Runnable permission, Consumer<? super RelayedStream> forget) {
    this.name = name;
    this.reader = reader;
    this.permission = permission;
    this.forget = forget;
  }

  /** Says what was subscribed; it is closed at once if the stream is over already. */
  public void from(Subscription subscription) {
    source.set(subscription);
    if (isOver()) {
      forget.accept(this);
      unsubscribe();
    }
  }

  public boolean isOver() {
    return over.get();
  }

  @Override
  public void event(Event event) {
    if (!isOver()) {
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

  /** Ends the stream for its reader, and the subscription to its source. */
  public void cut(ApiException cause) {
    ended(Optional.of(cause));
    unsubscribe();
  }

  /** Cuts the stream if its reader may not read it any more, and says why. */
  public Optional<ApiException> recheck() {
    try {
      permission.run();
      return Optional.empty();
    } catch (ApiException e) {
      cut(e);
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
