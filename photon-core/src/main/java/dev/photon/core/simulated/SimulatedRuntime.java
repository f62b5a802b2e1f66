package dev.photon.core.simulated;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A role's runtime within a {@link SimulatedTime}. Blocking work happens at one moment of the
 * virtual time; before it and before its answer passes a short time that chance decides, so that
 * the work of several roles interleaves in many ways. Not thread-safe.
 */
public final class SimulatedRuntime implements RoleRuntime {
  private static final int LONGEST_WAY_MICROS = 5_000;

  private final SimulatedTime time;
  private boolean crashed;

  public SimulatedRuntime(SimulatedTime time) {
    this.time = time;
  }

  /** Ends the role as a killed process does: nothing that was to happen in it happens any more. */
  public void crash() {
    crashed = true;
  }

  @Override
  public Clock clock() {
    return time.clock();
  }

  @Override
  public RandomGenerator random() {
    return time.random();
  }

  @Override
  public void execute(Runnable task) {
    after(Duration.ZERO, task);
  }

  @Override
  public Subscription after(Duration delay, Runnable task) {
    return time.after(
        delay,
        () -> {
          if (!crashed) {
            task.run();
          }
        });
  }

  @Override
  public <T> void call(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    after(
        aWay(),
        () -> {
          T answer;
          try {
            answer = work.call();
          } catch (Exception e) {
            after(aWay(), () -> failed.accept(e));
            return;
          }
          after(aWay(), () -> then.accept(answer));
        });
  }

  private Duration aWay() {
    return Duration.ofNanos(1_000L * (1 + time.random().nextInt(LONGEST_WAY_MICROS)));
  }
}
