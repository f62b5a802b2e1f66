package dev.photon.core.store;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/** A bounded number of connections to one SQLite file, opened when first needed. Thread-safe. */
final class SqlitePool {
  private static final Logger LOG = LoggerFactory.getLogger(SqlitePool.class);
  private static final int PATIENCE_SECONDS = 30;

  /**
   * Of 4 KiB, in the write-ahead log, until they are written to the file: a page that changes often
   * is written there once in four times as many changes as usual.
   */
  private static final int CHECKPOINT_PAGES = 4000;

  /** So that the pages of indexes which a change touches need not be read for it. */
  private static final int WRITER_CACHE_KIB = 32_000;

  static {
    SqlitePlatform.startsNoProcess();
  }

  private final String name;
  private final String url;
  private final int size;
  private final boolean readOnly;
  private final Semaphore free;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  SqlitePool(String name, String url, int size, boolean readOnly) {
    this.name = name;
    this.url = url;
    this.size = size;
    this.readOnly = readOnly;
    this.free = new Semaphore(size, true);
  }

  Session take() throws SQLException {
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
    Session session = new Session(config().createConnection(url));
    if (readOnly) {
      session.execute("PRAGMA query_only = 1");
    } else {
      session.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
      session.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
    }
    return session;
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // which the driver asks for with a statement of its own
    return config;
  }

  void giveBack(Session session, boolean sound) {
    boolean keep;
    synchronized (idle) {
      keep = sound && !closed;
      if (keep) {
        idle.addFirst(session);
      }
    }
    if (!keep) {
      end(session);
    }
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
