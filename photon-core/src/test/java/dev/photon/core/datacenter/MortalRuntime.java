package dev.photon.core.datacenter;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One process on a runtime that outlives it: when it is killed, none of its tasks runs any more.
 */
final class MortalRuntime implements RoleRuntime {
  private final RoleRuntime world;
  private boolean dead;

  MortalRuntime(RoleRuntime world) {
    this.world = world;
  }

  void kill() {
    dead = true;
  }

  @Override
  public Clock clock() {
    return world.clock();
  }

  @Override
  public RandomGenerator random() {
    return world.random();
  }

  @Override
  public void execute(Runnable task) {
    world.execute(alive(task));
  }

  @Override
  public Subscription after(Duration delay, Runnable task) {
    return world.after(delay, alive(task));
  }

  @Override
  public <T> void call(Callable<T> work, Consumer<T> then, Consumer<Exception> failed) {
    world.execute(
        () -> {
          if (!dead) {
            world.call(
                work,
                t -> alive(() -> then.accept(t)).run(),
                e -> alive(() -> failed.accept(e)).run());
          }
        });
  }

  private Runnable alive(Runnable task) {
    return () -> {
      if (!dead) {
        task.run();
      }
    };
  }
}
