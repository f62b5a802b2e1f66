package dev.photon.core.store;

import dev.photon.core.store.Connections.Again;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A store in a database that is reached over JDBC: an SQLite file of one machine ({@code
 * jdbc:sqlite:/var/lib/photon/registry.db}), one in memory that ends with the process ({@code
 * jdbc:sqlite::memory:}), or a PostgreSQL database ({@code jdbc:postgresql://host/photon}).
 * Thread-safe.
 *
 * <p>A file is served by one process at a time, a PostgreSQL database by any number. What {@link
 * #write} has returned is on the disk. Transactions are serializable: readers see one state while a
 * writer goes on, writers wait for each other, for a bounded time. A transaction inside a
 * transaction is a fault of the caller.
 */
public final class JdbcStore implements Store {
  private final Connections connections;

  /** Held by the one transaction that is run again alone. */
  private final ReentrantLock alone = new ReentrantLock();

  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

  private JdbcStore(Connections connections) {
    this.connections = connections;
  }

  /**
   * Opens a store, makes it where it does not exist, and brings its tables up to this build's.
   *
   * @param schemas which tables to have: folders of numbered SQL files beside this class
   * @throws StoreException with a sentence for the operator: the database cannot be opened, is in
   *     use, is not Photon's, or was written by a newer build
   */
  public static JdbcStore open(String jdbcUrl, String... schemas) {
    JdbcStore store = new JdbcStore(connect(jdbcUrl));
    try {
      for (String schema : List.of(schemas)) {
        Migrations migrations = Migrations.of(schema);
        store.write(tx -> migrations.apply(tx, store.connections.name()));
      }
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Connections connect(String jdbcUrl) {
    if (jdbcUrl.startsWith(SqliteConnections.PREFIX)) {
      return SqliteConnections.open(jdbcUrl);
    }
    if (jdbcUrl.startsWith(PostgresConnections.PREFIX)) {
      return PostgresConnections.open(jdbcUrl);
    }
    // The rest of the URL may hold a password.
    throw new StoreException(
        "a store is in SQLite or PostgreSQL: write jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE");
  }

  @Override
  public <T> T write(Work<T> work) {
    return transaction(true, work);
  }

  @Override
  public <T> T read(Work<T> work) {
    return transaction(false, work);
  }

  @Override
  public boolean isShared() {
    return connections.isShared();
  }

  private <T> T transaction(boolean write, Work<T> work) {
    if (inside.get()) {
      throw new IllegalStateException("a transaction was begun inside a transaction");
    }
    inside.set(true);
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          return connections.transaction(write, session -> once(session, work));
        } catch (SQLException e) {
          pauseOrFail(e, attempt);
        } catch (JdbcTransaction.Failure e) {
          pauseOrFail(e.sql(), attempt);
        }
      }
    } finally {
      inside.remove();
      if (alone.isHeldByCurrentThread()) {
        alone.unlock();
      }
    }
  }

  private void pauseOrFail(SQLException e, int attempt) {
    Again again = connections.again(e, attempt).orElseThrow(() -> failure(e));
    try {
      if (again.alone() && !alone.isHeldByCurrentThread()) {
        alone.lockInterruptibly();
      }
      Thread.sleep(again.pause().toMillis());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw failure(e);
    }
  }

  private StoreException failure(SQLException e) {
    return new StoreException(connections.name() + " refused: " + e.getMessage(), e);
  }

  private static <T> T once(Session session, Work<T> work) {
    try (JdbcTransaction tx = new JdbcTransaction(session)) {
      return work.in(tx);
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
