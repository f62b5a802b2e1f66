package dev.photon.core.client;

import java.time.Duration;

/** The end of a wait. Measured by the monotonic clock, since it is about this process alone. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean passed() {
    return left().isZero();
  }

  /** How long there still is; zero when it has passed. */
  Duration left() {
    long nanos = end - System.nanoTime();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }

  /** Whichever comes first. */
  Duration atMost(Duration time) {
    Duration left = left();
    return left.compareTo(time) < 0 ? left : time;
  }
}
