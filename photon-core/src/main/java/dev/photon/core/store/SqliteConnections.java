package dev.photon.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One connection that writes and a few that read one SQLite file; or, in memory, one connection
 * that does both. A commit returns when the write-ahead log is on the disk ({@code
 * synchronous=FULL}).
 */
final class SqliteConnections implements Connections {
  private static final int MOST_ATTEMPTS = 8;

  static final String PREFIX = "jdbc:sqlite:";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteConnections.class);
  private static final String MEMORY = ":memory:";
  private static final int READERS = 4;

  /** Marks a database as Photon's; "Phtn" in ASCII. */
  static final int APPLICATION = 0x5068746e;

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
  private final Optional<FileClaim> claim;
  private final SessionPool writer;
  private final SessionPool readers;
  private final SharedCommits changes;

  private SqliteConnections(String name, String url, Optional<FileClaim> claim) {
    this.name = name;
    this.claim = claim;
    this.writer = new SessionPool(name, 1, () -> writing(url));
    this.readers = claim.isPresent() ? new SessionPool(name, READERS, () -> reading(url)) : writer;
    this.changes = new SharedCommits(name, work -> transaction(writer, "BEGIN IMMEDIATE", work));
  }

  private static Session writing(String url) throws SQLException {
    Session session = new Session(config().createConnection(url));
    session.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    session.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
    return session;
  }

  private static Session reading(String url) throws SQLException {
    Session session = new Session(config().createConnection(url));
    session.execute("PRAGMA query_only = 1");
    return session;
  }

  private static SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(10_000);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // which the driver asks for with a statement of its own
    return config;
  }

  static SqliteConnections open(String jdbcUrl) {
    String file = jdbcUrl.substring(PREFIX.length());
    if (file.equals(MEMORY)) {
      return prepared(new SqliteConnections("the store in memory", jdbcUrl, Optional.empty()));
    }
    if (file.isEmpty() || file.indexOf('?') >= 0 || file.startsWith("file:")) {
      throw new StoreException("'" + jdbcUrl + "' must be jdbc:sqlite: and the path of a file");
    }
    Path path = Path.of(file).toAbsolutePath().normalize();
    try {
      Path real = made(path);
      FileClaim claim = FileClaim.of(real);
      return prepared(new SqliteConnections("'" + real + "'", PREFIX + real, Optional.of(claim)));
    } catch (IOException e) {
      throw new StoreException(
          "'%s' cannot be opened as a store: %s; its folder must exist or be makeable, and be writable"
              .formatted(path, reason(e)),
          e);
    }
  }

  /** Makes the file before SQLite does, so that nobody else may read it, and its folder. */
  private static Path made(Path path) throws IOException {
    Path folder = Optional.ofNullable(path.getParent()).orElse(path);
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OwnerOnly.folder(folder));
    }
    if (!Files.exists(path)) {
      Files.createFile(path, OwnerOnly.file(path));
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("it is not a file");
    }
    if (!Files.isWritable(path) || !Files.isWritable(folder)) {
      throw new IOException("it, or its folder, is not writable");
    }
    return path.toRealPath();
  }

  private static String reason(IOException e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static SqliteConnections prepared(SqliteConnections connections) {
    try {
      connections.transaction(true, connections::markAsOurs);
      return connections;
    } catch (SQLException e) {
      connections.close();
      if (code(e) == SQLiteErrorCode.SQLITE_NOTADB) {
        throw new StoreException(connections.name + " is not a Photon store: it is no database", e);
      }
      throw new StoreException(
          connections.name + " cannot be opened as a store: " + e.getMessage(), e);
    } catch (StoreException e) {
      connections.close();
      throw e;
    }
  }

  private boolean markAsOurs(Session session) throws SQLException {
    try (Statement statement = session.connection().createStatement()) {
      long application = number(statement, "PRAGMA application_id");
      long tables = number(statement, "SELECT COUNT(*) FROM sqlite_master");
      if (application != APPLICATION && (application != 0 || tables > 0)) {
        throw new StoreException(name + " is not a Photon store: it is another program's database");
      }
      if (application == 0) {
        statement.execute("PRAGMA application_id = " + APPLICATION);
      }
    }
    return true;
  }

  private static long number(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.getLong(1);
    }
  }

  @Override
  public <T> T transaction(boolean write, Work<T> work) throws SQLException {
    return write ? changes.write(work) : transaction(readers, "BEGIN", work);
  }

  private <T> T transaction(SessionPool pool, String begin, Work<T> work) throws SQLException {
    return pool.transaction(
        session -> session.execute(begin),
        session -> session.execute("COMMIT"),
        this::rolledBack,
        work);
  }

  private boolean rolledBack(Session session) {
    try {
      session.execute("ROLLBACK");
      return true;
    } catch (SQLException e) {
      LOG.warn("{}: a transaction could not be rolled back; its connection is dropped", name, e);
      return false;
    }
  }

  @Override
  public Optional<Again> again(SQLException e, int attempt) {
    SQLiteErrorCode code = code(e);
    boolean busy =
        code == SQLiteErrorCode.SQLITE_BUSY
            || code == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT
            || code == SQLiteErrorCode.SQLITE_BUSY_RECOVERY
            || code == SQLiteErrorCode.SQLITE_LOCKED;
    return busy && attempt < MOST_ATTEMPTS
        ? Optional.of(new Again(Duration.ZERO, false))
        : Optional.empty();
  }

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? sqlite.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void close() {
    readers.close();
    writer.close(); // last, so that SQLite folds the write-ahead log into the file
    if (claim.isPresent()) {
      try {
        claim.get().close();
      } catch (IOException e) {
        LOG.warn("{}: its lock could not be given back", name, e);
      }
    }
  }
}
