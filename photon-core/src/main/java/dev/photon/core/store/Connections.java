package dev.photon.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The connections of one kind of database. Thread-safe. */
interface Connections extends AutoCloseable {

  /** Work on a connection that has a transaction open. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Begins, works, and commits; or, whatever is thrown, rolls back and throws that. */
  <T> T transaction(boolean write, Work<T> work) throws SQLException;

  /** Whether the same transaction may succeed when it is run again. */
  boolean isTransient(SQLException e);

  /** What to call the database in messages; holds no secret. */
  String name();

  @Override
  void close();
}
