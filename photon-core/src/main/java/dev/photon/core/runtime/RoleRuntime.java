package dev.photon.core.runtime;

import dev.photon.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A role's clock, timers, chance and threads. Each role has one of its own, and with it a
 * single-threaded loop: its tasks never overlap, and what only they touch needs no lock.
 *
 * <p>A role reads no other clock, starts no thread, never sleeps and draws no other random number.
 * In production {@link ThreadedRuntime} stands behind this; in a simulation, one queue and one
 * virtual clock for all roles, so that a run repeats exactly under its seed.
 */
public interface RoleRuntime {

  /** The clock; what is handed to backends, verifiers and authorities. */
  Clock clock();

  default Instant now() {
    return clock().instant();
  }

  /** Chance for ids, jitter and back-off; not for keys. Thread-safe. */
  RandomGenerator random();

  /** Runs a task on the loop, soon. From any thread; never blocks. */
  void execute(Runnable task);

  /** Runs a task on the loop after a delay, unless closed before. From any thread. */
  Subscription after(Duration delay, Runnable task);

  /**
   * Does blocking work elsewhere and brings the answer back to the loop: exactly one of {@code
   * then} and {@code failed} is run there, once, unless the runtime ends before. The work must have
   * a bound of its own.
   */
  <T> void call(Callable<T> work, Consumer<T> then, Consumer<Exception> failed);
}
