package dev.photon.core.event;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A runtime of one queue, one clock and one seed, which a test turns by hand. */
public final class QueueRuntime implements RoleRuntime {
  private final RandomGenerator random;
  private final Deque<Runnable> queue = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
  private Instant now = Instant.parse("2026-11-22T12:00:00Z");
  private long timersMade;

  private record Timer(Instant at, long number, Runnable task) {}

  public QueueRuntime(long seed) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public void execute(Runnable task) {
    queue.addLast(task);
  }

  @Override
  public Subscription after(Duration delay, Runnable task) {
    Timer timer = new Timer(now.plus(delay), timersMade++, task);
    timers.add(timer);
    return () -> timers.remove(timer);
  }

  @Override
  public <T> void call(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    execute(
        () -> {
          try {
            T answer = work.call();
            execute(() -> then.accept(answer));
          } catch (Exception e) {
            execute(() -> failed.accept(e));
          }
        });
  }

  /** Runs the task that waits longest; false when there is none. */
  public boolean step() {
    Runnable task = queue.pollFirst();
    if (task == null) {
      return false;
    }
    task.run();
    return true;
  }

  /** Runs all tasks that wait, and those that they bring. */
  public void settle() {
    while (step()) {}
  }

  /** Lets time pass, with its timers in order. */
  public void advance(Duration time) {
    settle();
    Instant end = now.plus(time);
    for (Timer next = timers.peek();
        next != null && !next.at().isAfter(end);
        next = timers.peek()) {
      timers.remove(next);
      now = next.at();
      next.task().run();
      settle();
    }
    now = end;
  }
}
