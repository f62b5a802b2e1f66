package dev.photon.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of a store, as a whole: to copy it while it is in use, and to put a copy in its place.
 */
public final class SqliteFile {
  private static final int PATIENCE_MILLIS = 30_000;

  static {
    SqlitePlatform.startsNoProcess();
  }

  private SqliteFile() {}

  /**
   * Copies what is committed, at one moment, while a server goes on to write.
   *
   * @param copy is made, readable by its owner alone, and is on the disk when this returns; it
   *     appears whole or not at all
   * @return its size in bytes
   * @throws StoreException with a sentence for the operator; then there is no copy
   */
  public static long copy(Path database, Path copy) {
    requireFile(database);
    if (Files.exists(copy)) {
      throw new StoreException("'" + copy + "' is there already: name another file");
    }
    Path part = beside(copy, ".part");
    try {
      delete(part); // of a copy that was interrupted
      Files.createFile(part, OwnerOnly.file(part));
      try (Connection connection = readOnly(database);
          PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
        requireOurs(connection, database);
        vacuum.setString(1, part.toString());
        vacuum.execute();
      }
      check(part);
      sync(part);
      Files.createLink(copy, part); // which does not replace what has come there meanwhile
      sync(folder(copy));
      return Files.size(copy);
    } catch (IOException | SQLException e) {
      throw new StoreException(
          "'%s' cannot be copied to '%s': %s".formatted(database, copy, reason(e)), e);
    } finally {
      delete(part);
    }
  }

  /** Deletes a store that nobody uses, with what SQLite and its users have laid beside it. */
  public static void delete(Path database) {
    for (String ending : List.of("", "-wal", "-shm", ".lock")) {
      Path file = Path.of(database + ending);
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new StoreException("'" + file + "' cannot be deleted: " + reason(e), e);
      }
    }
  }

  /**
   * Throws unless the file is a store with these tables.
   *
   * @throws StoreException with a sentence for the operator
   */
  public static void requireSchema(Path database, String schema) {
    requireFile(database);
    try (Connection connection = readOnly(database)) {
      requireOurs(connection, database);
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT COUNT(*) FROM photon_schema WHERE name = ?")) {
        statement.setString(1, schema);
        try (ResultSet rows = statement.executeQuery()) {
          if (rows.getLong(1) == 0) {
            throw new StoreException("'" + database + "' is the store of no " + schema);
          }
        }
      }
    } catch (SQLException e) {
      throw new StoreException("'%s' cannot be read: %s".formatted(database, reason(e)), e);
    }
  }

  /**
   * Throws unless the file is a whole store of Photon's.
   *
   * @throws StoreException with a sentence for the operator
   */
  public static void check(Path database) {
    requireFile(database);
    try (Connection connection = readOnly(database);
        Statement statement = connection.createStatement()) {
      requireOurs(connection, database);
      try (ResultSet rows = statement.executeQuery("PRAGMA integrity_check(1)")) {
        String found = rows.next() ? rows.getString(1) : "nothing";
        if (!"ok".equals(found)) {
          throw new StoreException("'%s' is damaged: %s".formatted(database, found));
        }
      }
    } catch (SQLException e) {
      throw new StoreException(
          "'%s' is not a whole store of Photon's: %s".formatted(database, reason(e)), e);
    }
  }

  /**
   * Puts a store in the place of another one, at one moment. Nobody may use either.
   *
   * @param store of the same file system; is gone afterwards
   * @param kept what there was is kept under this name
   * @throws StoreException with a sentence for the operator; then all is as it was
   */
  public static void replace(Path database, Path store, Path kept) {
    try {
      FileClaim claim = FileClaim.of(database.toAbsolutePath().normalize());
      try {
        if (Files.exists(database)) {
          foldLog(database, kept);
          Files.createLink(kept, database);
        }
        Files.move(
            store, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        claim.close();
      }
      sync(folder(database));
    } catch (IOException e) {
      throw new StoreException(
          "'%s' cannot be put in the place of '%s': %s".formatted(store, database, reason(e)), e);
    }
  }

  /**
   * Has the write-ahead log be written to the file, as its last user does. One that would not fit
   * is kept beside what is kept, because SQLite would take it for that of the file's successor.
   */
  private static void foldLog(Path database, Path kept) throws IOException {
    Path log = Path.of(database + "-wal");
    if (Files.exists(log)) {
      try (Connection connection = new SQLiteConfig().createConnection(url(database));
          Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      } catch (SQLException damaged) {
        Files.move(log, Path.of(kept + "-wal"), StandardCopyOption.ATOMIC_MOVE);
      }
      if (Files.exists(log) && Files.size(log) > 0) {
        throw new StoreException(
            "'" + database + "' is being read, by a backup perhaps: wait for it");
      }
      Files.deleteIfExists(log);
    }
    Files.deleteIfExists(Path.of(database + "-shm"));
  }

  private static Connection readOnly(Path database) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(PATIENCE_MILLIS);
    return config.createConnection(url(database));
  }

  private static String url(Path database) {
    return SqliteConnections.PREFIX + database;
  }

  private static void requireFile(Path database) {
    if (!Files.isRegularFile(database)) {
      throw new StoreException("there is no store '" + database + "'");
    }
  }

  private static void requireOurs(Connection connection, Path database) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA application_id")) {
      if (rows.getLong(1) != SqliteConnections.APPLICATION) {
        throw new StoreException("'" + database + "' is not a Photon store");
      }
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folder(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("'" + path + "' is no file");
    }
    return folder;
  }

  private static Path beside(Path path, String ending) {
    return path.resolveSibling("." + path.getFileName() + ending);
  }

  private static String reason(Exception e) {
    return e instanceof SQLiteException sqlite
            && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
        ? "it is no database"
        : e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
