package dev.photon.core.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** The connections of one kind of database. Thread-safe. */
interface Connections extends AutoCloseable {

  /** Work in a session that has a transaction open. */
  @FunctionalInterface
  interface Work<T> {
    T on(Session session) throws SQLException;
  }

  /**
   * Begins, works, and commits; or, whatever is thrown, takes back what was done and throws that.
   * What writes may be run by another thread, and share its commit with others.
   */
  <T> T transaction(boolean write, Work<T> work) throws SQLException;

  /**
   * How a transaction is run again.
   *
   * @param pause before that
   * @param alone whether no other of this process is run again meanwhile: those that were in each
   *     other's way would be so again
   */
  record Again(Duration pause, boolean alone) {}

  /**
   * How the same transaction may succeed when it is run again; empty if it will not.
   *
   * @param attempt how often it was run, at least once
   */
  Optional<Again> again(SQLException e, int attempt);

  /** Whether other processes may have connections, too. */
  boolean isShared();

  /** What to call the database in messages; holds no secret. */
  String name();

  @Override
  void close();
}
