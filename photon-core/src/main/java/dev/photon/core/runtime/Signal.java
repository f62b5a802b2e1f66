package dev.photon.core.runtime;

import dev.photon.spi.Subscription;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a loop to look at the state afresh. It carries no data: many signals before the loop comes
 * to it are one run, and a tick runs it when signals were lost. Thread-safe.
 */
public final class Signal {
  private final RoleRuntime runtime;
  private final Duration tick;
  private final Runnable task;
  private final AtomicBoolean pending = new AtomicBoolean();
  private volatile boolean closed;
  private Subscription timer = Subscription.NONE;

  /**
   * A signal that runs {@code task} on the loop when raised, and {@code tick} after its last run.
   */
  public Signal(RoleRuntime runtime, Duration tick, Runnable task) {
    this.runtime = runtime;
    this.tick = tick;
    this.task = task;
  }

  /** Wakes the loop; returns at once. */
  public void raise() {
    if (!closed && pending.compareAndSet(false, true)) {
      runtime.execute(this::run);
    }
  }

  /** Nothing runs any more, but for a run that is under way. */
  public void close() {
    closed = true;
    runtime.execute(() -> timer.close());
  }

  private void run() {
    pending.set(false);
    timer.close();
    if (closed) {
      return;
    }
    try {
      task.run();
    } finally {
      timer = runtime.after(tick, this::raise);
    }
  }
}
