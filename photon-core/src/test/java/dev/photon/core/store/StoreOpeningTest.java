package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store is opened on, what it refuses, and how its tables come to be. */
class StoreOpeningTest {
  private static final String INSERT = "INSERT INTO event (log, sequence, body) VALUES (?, ?, ?)";

  @TempDir Path folder;

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("state.db");
  }

  private static long count(Store store) {
    return store
        .read(tx -> tx.first("SELECT COUNT(*) AS n FROM event", row -> row.number("n")))
        .orElseThrow();
  }

  @Test
  void onlyTheOwnerMayReadTheFiles() throws IOException {
    Path nested = folder.resolve("state/registry/registry.db");
    try (Store store = JdbcStore.open("jdbc:sqlite:" + nested, "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1, "a"));
      try (var files = Files.list(Optional.ofNullable(nested.getParent()).orElseThrow())) {
        assertThat(files.toList())
            .hasSizeGreaterThanOrEqualTo(3)
            .allSatisfy(
                file ->
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void aStoreIsServedOnce() {
    try (Store first = JdbcStore.open(url(), "event")) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("is in use by another Photon");
      }
      assertThat(count(first)).isZero();
    }
    JdbcStore.open(url(), "event").close();
  }

  @Test
  void aClosedStoreSaysSo() {
    Store store = JdbcStore.open(url(), "event");
    store.close();
    store.close();
    assertThatThrownBy(() -> count(store))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void aFileOfAnotherKindIsRefused() throws IOException {
    Path file = folder.resolve("state.db");
    Files.writeString(file, "version: 0.1\n".repeat(100));
    assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("is not a Photon store: it is no database");
    assertThat(Files.readString(file)).startsWith("version");
  }

  @Test
  void anotherProgramsDatabaseIsRefused() throws SQLException {
    sql("CREATE TABLE song (title TEXT)");
    assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageEndingWith("is not a Photon store: it is another program's database");
  }

  @Test
  void aFolderInTheWayIsRefused() throws IOException {
    Files.createDirectory(folder.resolve("state.db"));
    assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("it is not a file");
  }

  @Test
  void aFileInPlaceOfAFolderIsRefused() throws IOException {
    Files.createFile(folder.resolve("state"));
    assertThatThrownBy(() -> JdbcStore.open("jdbc:sqlite:" + folder.resolve("state/a.db"), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot be opened as a store");
  }

  @Test
  void aUrlOfAnotherKindIsRefusedWithoutQuotingIt() {
    assertThatThrownBy(() -> JdbcStore.open("jdbc:other://u:hunter2@host/db", "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("jdbc:sqlite:")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aStoreOfANewerBuildIsRefused() throws SQLException {
    JdbcStore.open(url(), "event").close();
    sql("INSERT INTO photon_schema (name, version, digest) VALUES ('event', 2, 'x')");
    assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was written by a newer Photon")
        .hasMessageContaining("at step 2, this build knows 1");
  }

  @Test
  void aStoreOfAnotherBuildIsRefused() throws SQLException {
    JdbcStore.open(url(), "event").close();
    sql("UPDATE photon_schema SET digest = 'x'");
    assertThatThrownBy(() -> JdbcStore.open(url(), "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("was written by another build of Photon");
  }

  private void sql(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection(url());
        Statement s = connection.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void stepsAreAppliedOnceInOrderAndAllOrNothing() {
    Migrations one = new Migrations("m", List.of("CREATE TABLE m (a TEXT);\n"));
    Migrations two =
        new Migrations(
            "m", List.of(one.steps().get(0), "-- a comment;\nALTER TABLE m ADD COLUMN b TEXT;"));
    Migrations broken =
        new Migrations(
            "m",
            List.of(
                two.steps().get(0),
                two.steps().get(1),
                "INSERT INTO m (a) VALUES ('x');\nNONSENSE;\n"));
    try (Store store = JdbcStore.open(url())) {
      assertThat(applied(store, one)).isEqualTo(1);
      assertThat(applied(store, two)).isEqualTo(2);
      assertThat(applied(store, two)).isEqualTo(2);
      assertThatThrownBy(() -> applied(store, broken)).isInstanceOf(StoreException.class);
      applied(store, two);
      List<String> rows = store.read(tx -> tx.query("SELECT a, b FROM m", row -> row.text("a")));
      assertThat(rows).isEmpty();
    }
  }

  @Test
  void theLogOfWhatWasIssuedOutlivesItsNewKey() {
    Migrations now = Migrations.of("registry");
    Migrations before = new Migrations("registry", now.steps().subList(0, 2));
    try (Store store = JdbcStore.open(url())) {
      applied(store, before);
      store.write(
          tx ->
              tx.update(
                  "INSERT INTO issued (serial, identity, key_digest, issued, until)"
                      + " VALUES ('5e', 'of ada', 'd1', 1, 2)"));
      applied(store, now);
      List<String> rows =
          store.read(
              tx ->
                  tx.query(
                      "SELECT serial, identity, key_digest, issued, until FROM issued",
                      row ->
                          row.text("serial")
                              + row.text("identity")
                              + row.text("key_digest")
                              + row.number("issued")
                              + row.number("until")));
      assertThat(rows).containsExactly("5eof adad112");
    }
  }

  private static int applied(Store store, Migrations migrations) {
    return store.write(tx -> migrations.apply(tx, "it"));
  }
}
