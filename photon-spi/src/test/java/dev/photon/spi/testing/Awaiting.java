package dev.photon.spi.testing;

import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.ObservedNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Waits until a backend shows something: observes, then waits for a hint or a short while, and
 * observes again, until the time is over. The hints only make it faster.
 */
final class Awaiting {
  private static final long POLL_MILLIS = 100;

  private final DatacenterBackend backend;
  private final Duration most;

  Awaiting(DatacenterBackend backend, Duration most) {
    this.backend = backend;
    this.most = most;
  }

  /** Observes until all nodes together are as wished, and returns them. */
  List<ObservedNode> nodes(String wish, Predicate<List<ObservedNode>> wished) throws Exception {
    return until(wish, backend::observe, wished);
  }

  /** Observes until the node is there and as wished, and returns it. */
  ObservedNode node(NodeId id, String wish, Predicate<ObservedNode> wished) throws Exception {
    List<ObservedNode> nodes =
        nodes(
            id + " " + wish,
            all -> all.stream().anyMatch(n -> n.id().equals(id) && wished.test(n)));
    return nodes.stream().filter(n -> n.id().equals(id)).findFirst().orElseThrow();
  }

  /** Asks until the answer is as wished, and returns it. */
  <T> T until(String wish, Question<T> question, Predicate<? super T> wished) throws Exception {
    var hints = new Semaphore(0);
    long end = System.nanoTime() + most.toNanos();
    try (Subscription hinted = backend.watch(hints::release)) {
      while (true) {
        T answer = question.ask();
        if (wished.test(answer)) {
          return answer;
        }
        if (System.nanoTime() > end) {
          throw new AssertionError(
              "not within " + most + ": " + wish + "; last seen: " + answer + ", " + hinted);
        }
        if (hints.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          hints.drainPermits();
        }
      }
    }
  }

  /** Something that can be asked again and again. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws Exception;
  }
}
