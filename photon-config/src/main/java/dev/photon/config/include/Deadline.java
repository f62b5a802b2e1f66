package dev.photon.config.include;

import java.time.Duration;

/** When something must be over, by the clock that nobody sets. */
record Deadline(long nanoTime, Duration patience) {

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos(), patience);
  }

  /** Nanoseconds until then; none left is zero. */
  long left() {
    return Math.max(0, nanoTime - System.nanoTime());
  }

  boolean isOver() {
    return left() == 0;
  }
}
