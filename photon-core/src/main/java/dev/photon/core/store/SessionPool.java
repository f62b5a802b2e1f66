package dev.photon.core.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded number of connections to one database, opened when first needed, each kept with its
 * prepared statements. Thread-safe.
 */
final class SessionPool {
  private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);
  private static final int PATIENCE_SECONDS = 30;

  /** Makes one more connection. */
  @FunctionalInterface
  interface Opener {
    Session open() throws SQLException;
  }

  private final String name;
  private final int size;
  private final Opener opener;
  private final Semaphore free;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  SessionPool(String name, int size, Opener opener) {
    this.name = name;
    this.size = size;
    this.opener = opener;
    this.free = new Semaphore(size, true);
  }

  /** A step of a transaction. */
  @FunctionalInterface
  interface Step {
    void in(Session session) throws SQLException;
  }

  /**
   * Begins, works and commits in a session that nobody else has; or, whatever is thrown, takes back
   * what was done and throws that.
   *
   * @param rollback whether it could be taken back; the session ends if not, or if none was begun
   */
  <T> T transaction(Step begin, Step commit, Predicate<Session> rollback, Connections.Work<T> work)
      throws SQLException {
    Session session = take();
    boolean sound = false;
    try {
      begin.in(session);
      boolean done = false;
      try {
        T answer = work.on(session);
        commit.in(session);
        done = true;
        return answer;
      } finally {
        sound = done || rollback.test(session);
      }
    } finally {
      giveBack(session, sound);
    }
  }

  private Session take() throws SQLException {
    await();
    boolean taken = false;
    try {
      Session session = idleOrNew();
      taken = true;
      return session;
    } finally {
      if (!taken) {
        free.release();
      }
    }
  }

  private void await() {
    try {
      if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new StoreException(
            name + " was busy for " + PATIENCE_SECONDS + " seconds: a transaction hangs");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while waiting for " + name, e);
    }
  }

  private Session idleOrNew() throws SQLException {
    synchronized (idle) {
      if (closed) {
        throw new StoreException(name + " is closed");
      }
      Session session = idle.pollFirst();
      if (session != null) {
        return session;
      }
    }
    return opener.open();
  }

  /**
   * Ends the use of a session. One that is not sound is closed, and with it those that are idle:
   * what has broken one, as the end of the server, may have broken them.
   */
  private void giveBack(Session session, boolean sound) {
    List<Session> ended = new ArrayList<>();
    synchronized (idle) {
      if (sound && !closed) {
        idle.addFirst(session);
      } else {
        ended.add(session);
        ended.addAll(idle);
        idle.clear();
      }
    }
    ended.forEach(this::end);
    free.release();
  }

  /** Waits for the running transactions, for a bounded time. */
  void close() {
    synchronized (idle) {
      if (closed) {
        return;
      }
      closed = true;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!free.tryAcquire(size, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("{}: closed while a transaction hangs", name);
      } else {
        free.release(size);
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    synchronized (idle) {
      idle.forEach(this::end);
      idle.clear();
    }
  }

  private void end(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.warn("{}: a connection could not be closed", name, e);
    }
  }
}
