package dev.photon.core.store;

import java.sql.SQLException;
import java.util.List;

/**
 * A store in a database that is reached over JDBC: an SQLite file of one machine ({@code
 * jdbc:sqlite:/var/lib/photon/registry.db}), or one in memory that ends with the process ({@code
 * jdbc:sqlite::memory:}). Thread-safe.
 *
 * <p>A file is served by one process at a time. What {@link #write} has returned is on the disk.
 * Transactions are serializable: readers see one state while a writer goes on, writers wait for
 * each other, for a bounded time. A transaction inside a transaction is a fault of the caller.
 */
public final class JdbcStore implements Store {
  private static final int ATTEMPTS = 8;

  private final Connections connections;
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
    // The rest of the URL may hold a password.
    throw new StoreException(
        "this build stores in SQLite only: write jdbc:sqlite: and the path of a file");
  }

  @Override
  public <T> T write(Work<T> work) {
    return transaction(true, work);
  }

  @Override
  public <T> T read(Work<T> work) {
    return transaction(false, work);
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
          if (attempt == ATTEMPTS || !connections.isTransient(e)) {
            throw failure(e);
          }
        } catch (JdbcTransaction.Failure e) {
          if (attempt == ATTEMPTS || !connections.isTransient(e.sql())) {
            throw failure(e.sql());
          }
        }
      }
    } finally {
      inside.remove();
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
