package dev.photon.core.runtime;

import dev.photon.spi.Subscription;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Blocking work of a role that is done again and again: each time a while after it has ended,
 * whether or not it failed. Thread-safe.
 */
public final class Repeating implements AutoCloseable {
  private final RoleRuntime runtime;
  private final Duration every;
  private final Work work;
  private final Consumer<Exception> failed;
  private volatile Subscription timer = Subscription.NONE;
  private volatile boolean closed;

  /** What is done; it has a bound of its own. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * Work that begins with {@link #start}.
   *
   * @param every how long after its end it is done again
   * @param failed told on the loop why it failed
   */
  public Repeating(RoleRuntime runtime, Duration every, Work work, Consumer<Exception> failed) {
    this.runtime = runtime;
    this.every = every;
    this.work = work;
    this.failed = failed;
  }

  /** Begins after a first delay. */
  public void start(Duration first) {
    timer = runtime.after(first, this::run);
    if (closed) {
      timer.close();
    }
  }

  private void run() {
    runtime.call(
        () -> {
          work.run();
          return true;
        },
        done -> start(every),
        cause -> {
          failed.accept(cause);
          start(every);
        });
  }

  /** Nothing is begun any more; what is under way goes on to its end. */
  @Override
  public void close() {
    closed = true;
    timer.close();
  }
}
