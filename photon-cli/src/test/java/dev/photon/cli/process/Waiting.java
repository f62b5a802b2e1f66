package dev.photon.cli.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Asks again and again until the answer is as wished, for a bounded time. */
public final class Waiting {
  private static final long POLL_MILLIS = 200;

  private Waiting() {}

  public static <T> T until(
      Duration most, String wish, Callable<T> question, Predicate<? super T> wished)
      throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      T answer = question.call();
      if (wished.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > end || never.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("not within " + most + ": " + wish + "; last seen:\n" + answer);
      }
    }
  }
}
