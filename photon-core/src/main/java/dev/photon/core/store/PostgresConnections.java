package dev.photon.core.store;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one PostgreSQL database, which other processes may use as well: what changes state
 * is serializable, so that two of them cannot decide by what the other is changing. A commit
 * returns when the server has it on its disk.
 */
final class PostgresConnections implements Connections {
  static final String PREFIX = "jdbc:postgresql:";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresConnections.class);
  private static final int SESSIONS = 16;

  /** Two transactions got in each other's way; what the other has written decides the next time. */
  private static final Set<String> CONFLICTS =
      Set.of(
          "40001", // serialization failure
          "40P01", // deadlock
          "23505", // the other one has inserted the same key
          "42P07"); // the other one has made the same table

  /** The server is stopping, or has not started. */
  private static final Set<String> AWAY = Set.of("57P01", "57P02", "57P03");

  private static final Duration CONFLICT = Duration.ofMillis(4);

  /** Each is some milliseconds; of those that conflict one always goes on. */
  private static final int MOST_CONFLICTS = 100;

  private static final int LONGEST_DOUBLING = 5;
  private static final int MOST_RESTARTS = 8;
  private static final Duration RESTART = Duration.ofMillis(100);

  private final String name;
  private final SessionPool sessions;

  private PostgresConnections(String name, SessionPool sessions) {
    this.name = name;
    this.sessions = sessions;
  }

  static PostgresConnections open(String jdbcUrl) {
    // What follows may hold a password.
    String name = "'" + jdbcUrl.replaceFirst("[?].*", "") + "'";
    Driver driver = driver(jdbcUrl, name);
    Properties settings = new Properties(); // what the URL says counts more
    settings.setProperty("connectTimeout", "10"); // seconds
    settings.setProperty("socketTimeout", "60"); // seconds without an answer
    settings.setProperty("prepareThreshold", "1"); // the same few statements run again and again
    settings.setProperty("ApplicationName", "photon");
    PostgresConnections connections =
        new PostgresConnections(
            name, new SessionPool(name, SESSIONS, () -> connected(driver, jdbcUrl, settings)));
    try {
      return connections.transaction(false, session -> connections);
    } catch (SQLException e) {
      connections.close();
      throw new StoreException(
          name + " cannot be opened as a store: " + e.getMessage() + "; is the server up?", e);
    } catch (StoreException e) {
      connections.close();
      throw e;
    }
  }

  private static Driver driver(String jdbcUrl, String name) {
    try {
      return DriverManager.getDriver(jdbcUrl);
    } catch (SQLException e) {
      throw new StoreException(name + " must be jdbc:postgresql://HOST:PORT/DATABASE", e);
    }
  }

  private static Session connected(Driver driver, String jdbcUrl, Properties settings)
      throws SQLException {
    Connection connection = driver.connect(jdbcUrl, settings);
    if (connection == null) {
      throw new SQLException("the URL is not PostgreSQL's");
    }
    connection.setAutoCommit(false);
    return new Session(connection);
  }

  @Override
  public <T> T transaction(boolean write, Work<T> work) throws SQLException {
    String begin =
        write
            ? "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE"
            : "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
    return sessions.transaction(
        session -> session.execute(begin),
        session -> commit(session, write),
        this::rolledBack,
        work);
  }

  private void commit(Session session, boolean write) throws SQLException {
    try {
      session.connection().commit();
    } catch (SQLException e) {
      if (write && isAway(e)) { // to run it once more could be to do it twice
        throw new StoreException(
            name
                + " was lost during a commit, so it is not known whether the change was made; ask again with the same request key",
            e);
      }
      throw e;
    }
  }

  private boolean rolledBack(Session session) {
    try {
      session.connection().rollback();
      return true;
    } catch (SQLException e) {
      LOG.info("{}: a connection was lost, and is made anew: {}", name, e.getMessage());
      return false;
    }
  }

  @Override
  public Optional<Again> again(SQLException e, int attempt) {
    if (isAway(e)) {
      return attempt < MOST_RESTARTS
          ? Optional.of(new Again(RESTART.multipliedBy(1L << (attempt - 1)), false))
          : Optional.empty();
    }
    if (!CONFLICTS.contains(state(e)) || attempt >= MOST_CONFLICTS) {
      return Optional.empty();
    }
    // At random, or those that met once would meet again.
    long most = CONFLICT.multipliedBy(1L << Math.min(attempt, LONGEST_DOUBLING)).toMillis();
    Duration pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(most));
    return Optional.of(new Again(pause, true));
  }

  private static boolean isAway(SQLException e) {
    return state(e).startsWith("08") || AWAY.contains(state(e));
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
