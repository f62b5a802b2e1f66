package dev.photon.transport.grpc;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The server's end of a stream of events. Whoever delivers events is never held up: what the client
 * has not taken yet waits here, and when that is too much the stream is ended, to be resumed by the
 * client after the last event that it got. Thread-safe.
 */
final class EventFeed<R> implements EventSink {
  /** How many events wait for a slow client. */
  static final int WAITING = 4096;

  private final ServerCallStreamObserver<R> responses;
  private final R begun;
  private final Function<Event, R> encode;
  private final Consumer<EventFeed<R>> forget;
  private final Queue<R> waiting = new ArrayDeque<>();
  private Subscription subscription = Subscription.NONE;
  private boolean started;
  private boolean over;

  EventFeed(
      ServerCallStreamObserver<R> responses,
      R begun,
      Function<Event, R> encode,
      Consumer<EventFeed<R>> forget) {
    this.responses = responses;
    this.begun = begun;
    this.encode = encode;
    this.forget = forget;
    responses.setOnCancelHandler(this::cancelled);
    responses.setOnReadyHandler(this::drain);
  }

  void open(Function<EventSink, Subscription> subscribe) {
    Subscription opened;
    try {
      opened = subscribe.apply(this);
    } catch (RuntimeException e) {
      ended(Optional.of(Errors.answer(e)));
      return;
    }
    boolean late;
    synchronized (this) {
      subscription = opened;
      late = over;
      if (!over) {
        start();
      }
    }
    if (late) {
      opened.close();
    }
  }

  @Override
  public void event(Event event) {
    R message;
    try {
      message = encode.apply(event);
    } catch (RuntimeException e) {
      cut(Errors.answer(e)); // whoever delivers events is not to blame
      return;
    }
    synchronized (this) {
      if (over) {
        return;
      }
      start();
      waiting.add(message);
      drain();
      if (waiting.size() <= WAITING) {
        return;
      }
    }
    cut(
        new ApiException(
            ApiException.Status.UNAVAILABLE,
            "slow-reader",
            "more than " + WAITING + " events wait to be read",
            Optional.of("resume after the last event")));
  }

  @Override
  public void ended(Optional<ApiException> cause) {
    finish(
        () -> {
          waiting.forEach(responses::onNext);
          cause.ifPresentOrElse(
              e -> responses.onError(Errors.status(e).asRuntimeException(Errors.trailers(e))),
              responses::onCompleted);
        });
  }

  /** Ends the stream from this side. */
  void cut(ApiException cause) {
    ended(Optional.of(cause));
    unsubscribe();
  }

  private void cancelled() {
    finish(() -> {});
    unsubscribe();
  }

  private void finish(Runnable last) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      last.run();
      waiting.clear();
    }
    forget.accept(this);
  }

  /** Outside of the lock: closing may wait for an event that is just being delivered. */
  private void unsubscribe() {
    Subscription opened;
    synchronized (this) {
      opened = subscription;
      subscription = Subscription.NONE;
    }
    opened.close();
  }

  private void start() {
    if (!started) {
      started = true;
      responses.onNext(begun);
    }
  }

  private synchronized void drain() {
    while (!over && responses.isReady()) {
      R next = waiting.poll();
      if (next == null) {
        return;
      }
      responses.onNext(next);
    }
  }
}
