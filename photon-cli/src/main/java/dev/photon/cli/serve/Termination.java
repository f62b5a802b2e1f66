package dev.photon.cli.serve;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish that this process ends (Ctrl-C, SIGTERM), which the program carries out in good order
 * itself. The process waits for that, for a bounded time.
 */
public final class Termination {
  private final CountDownLatch wished = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread main = Thread.currentThread();
  private volatile int status;

  private Termination() {}

  /**
   * Begins to listen for the wish.
   *
   * @param patience how long the process waits for the program when it came
   */
  public static Termination listen(Duration patience) {
    Termination termination = new Termination();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> termination.wished(patience), "termination"));
    return termination;
  }

  private void wished(Duration patience) {
    synchronized (this) {
      wished.countDown();
      main.interrupt(); // whatever it waits for is not wanted any more
    }
    try {
      if (done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        Runtime.getRuntime().halt(status);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is wished. */
  public boolean isWished() {
    return wished.getCount() == 0;
  }

  /** Waits until it is wished, and takes the interruption away that came with it. */
  public void await() {
    boolean waiting = true;
    while (waiting) {
      try {
        wished.await();
        waiting = false;
      } catch (InterruptedException e) {
        waiting = !isWished();
      }
    }
    calm();
  }

  /** Waits for a while; returns early when it is wished. */
  public boolean await(Duration longest) {
    try {
      return wished.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return isWished();
    }
  }

  /**
   * Lets the program go on undisturbed, to bring things in order. The wish and its interruption are
   * one, so that the latter does not come after this.
   */
  public synchronized void calm() {
    boolean unused = Thread.interrupted();
  }

  /** The program has brought everything in order; where the wish came, the process ends now. */
  public void done(int exitStatus) {
    status = exitStatus;
    done.countDown();
  }
}
