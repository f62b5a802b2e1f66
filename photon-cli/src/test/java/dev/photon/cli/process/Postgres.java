package dev.photon.cli.process;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A real PostgreSQL of its own, on a port that stays the same over restarts. */
final class Postgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres running;

  Postgres(Path data) throws IOException {
    this.data = data;
    this.running = builder(data).start();
  }

  private static EmbeddedPostgres.Builder builder(Path data) {
    return EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + running.getPort() + "/postgres?user=postgres";
  }

  void stop() throws IOException {
    running.close();
  }

  void startAgain() throws IOException {
    running = builder(data).setPort(running.getPort()).start();
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
