package dev.photon.core.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL of its own, on a port of the loopback that stays the same over restarts. */
public final class PostgresServer implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres running;

  private PostgresServer(Path folder, EmbeddedPostgres running) {
    this.folder = folder;
    this.port = running.getPort();
    this.running = running;
  }

  public static PostgresServer start(Path folder) throws IOException {
    return new PostgresServer(folder, builder(folder).start());
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false);
  }

  /** Makes a database and returns its URL. */
  public String database(String name) throws SQLException {
    try (Connection connection = running.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return url(name);
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres";
  }

  public void stop() throws IOException {
    running.close();
  }

  public void startAgain() throws IOException {
    running = builder(folder).setPort(port).start();
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
