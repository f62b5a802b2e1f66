package dev.photon.core.event;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.StoreException;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows one log: carries what is new from the store to the sink, one worker at a time. A wake
 * says only that there may be something new, so that a doubled one costs nothing, and one that
 * comes while a batch is under way makes for another look.
 */
final class Follower {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
  private static final int BATCH = 100;

  /** Reads up to a limit of events after a sequence. */
  interface Source {
    List<Event> read(long after, int limit);
  }

  private final RoleRuntime runtime;
  private final Source source;
  private final EventSink sink;
  private final Consumer<Follower> forget;

  private final Object lock = new Object();
  private long after;
  private boolean running;
  private boolean again;
  private boolean closed;
  private Optional<ApiException> end = Optional.empty();

  Follower(
      RoleRuntime runtime, Source source, long after, EventSink sink, Consumer<Follower> forget) {
    this.runtime = runtime;
    this.source = source;
    this.after = after;
    this.sink = sink;
    this.forget = forget;
  }

  /** From any thread; never blocks. */
  void wake() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      if (running) {
        again = true;
        return;
      }
      running = true;
      again = false;
    }
    runtime.call(
        this::run,
        more -> {
          if (more) {
            wake();
          }
        },
        e -> LOG.error("a follower of events has a fault", e));
  }

  /** No further call of the sink begins after this, but for one that is under way. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
    forget.accept(this);
  }

  /** Closes, and tells the sink why; where a batch is under way, after its current event. */
  void end(ApiException cause) {
    boolean tellNow;
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      tellNow = !running;
      if (running) {
        end = Optional.of(cause);
      }
    }
    forget.accept(this);
    if (tellNow) {
      tell(cause);
    }
  }

  /** Carries one batch, on a worker; returns whether there may be more. */
  private boolean run() {
    boolean more = false;
    try {
      more = deliverBatch();
    } catch (StoreException e) {
      LOG.warn("events could not be read", e);
      end(
          new ApiException(
              ApiException.Status.UNAVAILABLE,
              "store-failed",
              "events cannot be read now; resume after the last event"));
    }
    Optional<ApiException> cause;
    synchronized (lock) {
      running = false;
      more |= again;
      cause = end;
      end = Optional.empty();
    }
    cause.ifPresent(this::tell);
    return more;
  }

  private boolean deliverBatch() {
    List<Event> batch = source.read(position(), BATCH);
    for (Event event : batch) {
      if (isClosed()) {
        break;
      }
      try {
        sink.event(event);
      } catch (RuntimeException e) {
        LOG.info("a follower of events failed and is dropped", e);
        close();
        break;
      }
      advance(event.sequence());
    }
    return batch.size() == BATCH;
  }

  private void tell(ApiException cause) {
    try {
      sink.ended(Optional.of(cause));
    } catch (RuntimeException e) {
      LOG.info("a follower of events failed at its end", e);
    }
  }

  private long position() {
    synchronized (lock) {
      return after;
    }
  }

  private void advance(long to) {
    synchronized (lock) {
      after = to;
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }
}
