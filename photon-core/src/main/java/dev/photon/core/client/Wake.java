package dev.photon.core.client;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a thread wait for a while, or until there is news. News while nobody waits is kept. */
final class Wake {
  private final Semaphore news = new Semaphore(0);

  /** There is news. From any thread. */
  void up() {
    news.release();
  }

  /** Returns when there is news, or after a while. */
  void await(Duration longest) throws ClientException {
    try {
      if (news.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException(ClientException.Kind.TIMED_OUT, "interrupted");
    }
  }
}
