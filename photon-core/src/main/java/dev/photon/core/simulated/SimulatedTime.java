package dev.photon.core.simulated;

import dev.photon.spi.Subscription;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * One virtual clock, one queue of what is to happen, one source of chance: the same seed gives the
 * same run. Things happen one after the other on the thread that calls {@link #run}; the clock
 * jumps from one to the next. Not thread-safe.
 */
public final class SimulatedTime {
  private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

  private final PriorityQueue<Happening> queue = new PriorityQueue<>();
  private final Random random;
  private final Clock clock = new VirtualClock();
  private Instant now = BEGIN;
  private long scheduled;

  public SimulatedTime(long seed) {
    this.random = new Random(seed);
  }

  /** Shows the virtual time, in UTC. */
  public Clock clock() {
    return clock;
  }

  public RandomGenerator random() {
    return random;
  }

  /** Lets something happen after a delay, unless closed before. */
  public Subscription after(Duration delay, Runnable what) {
    Happening happening = new Happening(now.plus(delay), scheduled++, what);
    queue.add(happening);
    return () -> queue.remove(happening);
  }

  /**
   * Lets things happen until a condition holds after one of them.
   *
   * @return whether it did before the time was over or nothing was left to happen
   */
  public boolean run(Duration most, BooleanSupplier until) {
    Instant end = now.plus(most);
    while (!until.getAsBoolean()) {
      Happening next = queue.peek();
      if (next == null || next.at.isAfter(end)) {
        now = end;
        return until.getAsBoolean();
      }
      queue.remove();
      now = next.at;
      next.what.run();
    }
    return true;
  }

  private record Happening(Instant at, long order, Runnable what) implements Comparable<Happening> {
    @Override
    public int compareTo(Happening other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final class VirtualClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
