package dev.photon.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection with the statements that were prepared on it: the same few are run again and again,
 * and to prepare one costs more than to run it. Used by one thread at a time.
 */
final class Session implements AutoCloseable {
  private static final int KEPT = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

  Session(Connection connection) {
    this.connection = connection;
  }

  /** Use of a statement that was prepared. */
  @FunctionalInterface
  interface Use<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** Runs a statement, which is kept for the next time unless it fails. */
  <T> T with(String sql, Use<T> use) throws SQLException {
    PreparedStatement kept = idle.remove(sql); // nobody else has it while it is used
    PreparedStatement statement = kept != null ? kept : connection.prepareStatement(sql);
    boolean sound = false;
    try {
      T answer = use.of(statement);
      sound = true;
      return answer;
    } finally {
      if (sound) {
        keep(sql, statement);
      } else {
        statement.close();
      }
    }
  }

  private void keep(String sql, PreparedStatement statement) throws SQLException {
    PreparedStatement other = idle.put(sql, statement);
    if (other != null) {
      other.close();
    }
    if (idle.size() > KEPT) {
      Iterator<PreparedStatement> oldest = idle.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  /** Runs a statement that has no arguments and no answer. */
  void execute(String sql) throws SQLException {
    with(sql, PreparedStatement::execute);
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    connection.close(); // and with it its statements
  }
}
