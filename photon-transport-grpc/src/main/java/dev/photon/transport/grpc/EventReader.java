package dev.photon.transport.grpc;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's end of a stream of events. It asks for one more event for each that the sink has
 * taken, so that a slow sink holds the peer back instead of filling memory.
 */
final class EventReader<Q, R> extends ClientCall.Listener<R> implements Subscription {
  private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);
  private static final int AHEAD = 64;

  private final ClientCall<Q, R> call;
  private final Function<R, Optional<Event>> read;
  private final BiFunction<Status, Metadata, ApiException> failure;
  private final EventSink sink;
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private volatile boolean closed;
  private Optional<ApiException> fault = Optional.empty();

  EventReader(
      ClientCall<Q, R> call,
      Function<R, Optional<Event>> read,
      BiFunction<Status, Metadata, ApiException> failure,
      EventSink sink) {
    this.call = call;
    this.read = read;
    this.failure = failure;
    this.sink = sink;
  }

  void open(Q request, Duration deadline) {
    call.start(this, new Metadata());
    call.request(AHEAD);
    call.sendMessage(request);
    call.halfClose();
    try {
      begun.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ApiException refused) {
        throw refused;
      }
      throw new AssertionError(e);
    } catch (TimeoutException e) {
      close();
      throw failure.apply(Status.DEADLINE_EXCEEDED, new Metadata());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw failure.apply(Status.CANCELLED, new Metadata());
    }
  }

  @Override
  public void onMessage(R message) {
    if (closed || fault.isPresent()) {
      return;
    }
    try {
      Optional<Event> event = read.apply(message);
      begun.complete(true);
      event.ifPresent(sink::event);
      call.request(1);
    } catch (ApiException e) {
      stop(e);
    } catch (RuntimeException e) {
      LOG.error("the reader of a stream of events had a fault", e);
      stop(
          new ApiException(
              ApiException.Status.INTERNAL, "internal", "the reader of the events had a fault"));
    }
  }

  /** Ends the stream for what went wrong on this side; {@link #onClose} follows. */
  private void stop(ApiException cause) {
    fault = Optional.of(cause);
    call.cancel("the events cannot be taken", cause);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    Optional<ApiException> cause =
        fault.isPresent() || status.isOk() ? fault : Optional.of(failure.apply(status, trailers));
    boolean refused = cause.isPresent() && begun.completeExceptionally(cause.get());
    begun.complete(true);
    if (!refused && !closed) {
      sink.ended(cause);
    }
  }

  @Override
  public void close() {
    closed = true;
    call.cancel("closed by the reader", null);
  }
}
