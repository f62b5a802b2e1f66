package dev.photon.core.runtime;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.photon.spi.Subscription;
import java.lang.reflect.InvocationTargetException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A runtime of threads: one for the loop, and workers for blocking work (virtual threads where the
 * platform has them). Thread-safe. Closing it interrupts what runs and drops what waits.
 */
public final class ThreadedRuntime implements RoleRuntime, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThreadedRuntime.class);

  private final Clock clock;
  private final RandomGenerator random = new SecureRandom();
  private final ScheduledExecutorService loop;
  private final ExecutorService workers;

  /**
   * Starts a loop.
   *
   * @param name of its threads
   */
  public ThreadedRuntime(String name, Clock clock) {
    this.clock = clock;
    var scheduler =
        new ScheduledThreadPoolExecutor(
            1, new ThreadFactoryBuilder().setNameFormat(name + "-loop").setDaemon(true).build());
    scheduler.setRemoveOnCancelPolicy(true);
    this.loop = scheduler;
    this.workers = workers(name);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(guarded(task));
    } catch (RejectedExecutionException e) {
      LOG.debug("dropped a task of a closed loop", e);
    }
  }

  @Override
  public Subscription after(Duration delay, Runnable task) {
    try {
      ScheduledFuture<?> timer =
          loop.schedule(guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      return () -> timer.cancel(false);
    } catch (RejectedExecutionException e) {
      LOG.debug("dropped a timer of a closed loop", e);
      return Subscription.NONE;
    }
  }

  @Override
  public <T> void call(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    Runnable job =
        () -> {
          T answer;
          try {
            answer = work.call();
          } catch (Exception e) {
            execute(() -> failed.accept(e));
            return;
          } catch (Error e) {
            execute(() -> failed.accept(new IllegalStateException(e)));
            throw e;
          }
          execute(() -> then.accept(answer));
        };
    try {
      workers.execute(job);
    } catch (RejectedExecutionException e) {
      LOG.debug("dropped a call of a closed runtime", e);
    }
  }

  @Override
  public void close() {
    loop.shutdownNow();
    workers.shutdownNow();
  }

  /** A task that throws is a bug; it is logged, and the loop goes on. */
  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task of the loop has a fault", e);
      }
    };
  }

  /** Virtual threads from Java 21 on; the method is looked up because the floor is 17. */
  private static ExecutorService workers(String name) {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return Executors.newCachedThreadPool(
          new ThreadFactoryBuilder().setNameFormat(name + "-%d").setDaemon(true).build());
    }
  }
}
