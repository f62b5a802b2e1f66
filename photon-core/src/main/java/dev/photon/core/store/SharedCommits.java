package dev.photon.core.store;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.photon.core.store.Connections.Work;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets changes that come while another one is carried out share one commit, because it is the disk
 * that a commit waits for. Each is by itself: one that fails is taken back alone. What returns is
 * on the disk. Thread-safe.
 */
final class SharedCommits {
  /** Of changes in one commit. */
  private static final int MOST = 64;

  private static final int PATIENCE_SECONDS = 60;

  private final String name;
  private final Transactions transactions;
  private final Queue<Change<?>> waiting = new ArrayDeque<>();

  /** Whether somebody carries out changes, or has been told to. */
  private boolean led;

  /** Runs work in a transaction of the one connection that writes. */
  @FunctionalInterface
  interface Transactions {
    void run(Work<Boolean> work) throws SQLException;
  }

  SharedCommits(String name, Transactions transactions) {
    this.name = name;
    this.transactions = transactions;
  }

  /** Returns when the change is on the disk; the work may be run by another thread. */
  <T> T write(Work<T> work) throws SQLException {
    Change<T> own = new Change<>(work);
    boolean lead;
    synchronized (waiting) {
      waiting.add(own);
      lead = !led; // then it is the only one
      led = true;
    }
    if (lead || isToLead(own)) {
      lead();
    }
    return own.outcome();
  }

  private boolean isToLead(Change<?> own) {
    if (!Uninterruptibles.awaitUninterruptibly(own.called, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      synchronized (waiting) {
        if (own.called.getCount() > 0 && waiting.remove(own)) {
          throw new StoreException(
              name + " was busy for " + PATIENCE_SECONDS + " seconds: a transaction hangs");
        }
      }
      // Somebody is carrying it out: to give up now would be not to know what has become of it.
      Uninterruptibles.awaitUninterruptibly(own.called);
    }
    return own.leads;
  }

  /** Carries out what waits, the own change first, and hands on to the next who waits then. */
  private void lead() {
    List<Change<?>> group = new ArrayList<>();
    synchronized (waiting) {
      while (group.size() < MOST && !waiting.isEmpty()) {
        group.add(waiting.remove());
      }
    }
    boolean interrupted = Thread.interrupted(); // it is not only the own change
    try {
      commit(group);
    } finally {
      synchronized (waiting) {
        Change<?> next = waiting.peek();
        led = next != null;
        if (next != null) {
          next.call(true);
        }
      }
      group.forEach(change -> change.call(false));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void commit(List<Change<?>> group) {
    try {
      transactions.run(
          session -> {
            for (Change<?> change : group) {
              change.run(session);
            }
            return true;
          });
    } catch (SQLException | RuntimeException | Error e) {
      group.forEach(change -> change.fail(e));
    }
  }

  private static final class Change<T> {
    private final Work<T> work;
    private final CountDownLatch called = new CountDownLatch(1);
    private volatile boolean leads;
    private Optional<T> answer = Optional.empty();
    private @Nullable Throwable fault;

    Change(Work<T> work) {
      this.work = work;
    }

    /** It has been carried out, or its thread has to do that. */
    void call(boolean toLead) {
      if (called.getCount() > 0) {
        leads = toLead;
        called.countDown();
      }
    }

    void run(Session session) throws SQLException {
      session.execute("SAVEPOINT change");
      try {
        answer = Optional.of(work.on(session));
      } catch (SQLException | RuntimeException | Error e) {
        fault = e;
        session.execute("ROLLBACK TO change");
      }
      session.execute("RELEASE change");
    }

    /** None of the group is on the disk. */
    void fail(Throwable cause) {
      if (fault == null) {
        fault = cause;
      }
    }

    T outcome() throws SQLException {
      if (fault instanceof SQLException sql) {
        throw sql;
      }
      if (fault instanceof RuntimeException e) {
        throw e;
      }
      if (fault instanceof Error e) {
        throw e;
      }
      return answer.orElseThrow();
    }
  }
}
