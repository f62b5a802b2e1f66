package dev.photon.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.core.registry.RegistryWorld.Account;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.store.StoreException;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.Revoking;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what is known after one was put back. */
class RegistryBackupTest {
  private static final Revoking OWN = new Revoking("not needed", Optional.empty());

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryWorld world;

  private Path database = Path.of("");
  private Path backup = Path.of("");
  private Path kept = Path.of("");

  @BeforeEach
  void open() {
    world = new RegistryWorld(folder);
    database = folder.resolve("registry.db");
    backup = folder.resolve("backup.db");
    kept = folder.resolve("registry.db.before");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void restore() {
    world.close();
    RegistryBackup.restore(backup, database, kept, world.runtime.clock());
    world.restart();
  }

  private static List<String> emails(Store store) {
    return store.read(
        tx -> tx.query("SELECT email FROM account ORDER BY email", row -> row.text("email")));
  }

  private static void refused(String what, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(StoreException.class).hasMessageContaining(what);
  }

  @Test
  void aBackupOfARunningRegistryIsWhatItKnewThen() throws IOException {
    Account ada = world.account("ada@example.org");
    long bytes = RegistryBackup.make(database, backup);
    assertThat(bytes).isEqualTo(Files.size(backup)).isPositive();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
    world.account("bob@example.org");

    restore();

    assertThat(emails(world.store())).containsExactly("ada@example.org");
    assertThat(world.as(ada.identity()).accountDatacenters()).isEmpty();
    world.account("bob@example.org");
    try (Store before = JdbcStore.open("jdbc:sqlite:" + kept, "registry")) {
      assertThat(emails(before)).containsExactly("ada@example.org", "bob@example.org");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .noneMatch(name -> name.contains(".part") || name.contains(".restored"));
    }
  }

  @Test
  void whoHasALaterListTakesThoseOfARestoredRegistry() throws Exception {
    Account ada = world.account("ada@example.org");
    Account bob = world.account("bob@example.org");
    RegistryBackup.make(database, backup);
    ada.api().accountRevoke(world.key(), ada.id(), OWN);
    LatestRevocations peer =
        new LatestRevocations(world.registry().credentials()::trust, world.runtime.clock());
    peer.accept(world.anonymous().revocationList(RegistryApi.NO_LIST).orElseThrow());

    for (int times = 1; times <= 2; times++) {
      long known = peer.newest().orElseThrow().number();
      restore();
      bob = new Account(bob.id(), bob.identity(), world.as(bob.identity()));
      EncodedRevocations told = world.anonymous().revocationList(known).orElseThrow();
      peer.accept(told);
      assertThat(peer.newest().orElseThrow().number()).isGreaterThan(known);
      assertThat(peer.newest().orElseThrow().size()).isZero();

      bob.api().accountRevoke(world.key(), bob.id(), OWN);
      peer.accept(
          world.anonymous().revocationList(peer.newest().orElseThrow().number()).orElseThrow());
      assertThat(peer.newest().orElseThrow().size()).isEqualTo(1);
      Files.delete(kept);
      world.runtime.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void whatOnlyTheLogOfAKilledRegistryHoldsIsInTheBackupAndIsKept() throws IOException {
    world.account("ada@example.org");
    Path killed = Files.createDirectory(folder.resolve("killed")).resolve("registry.db");
    Files.copy(database, killed);
    Files.copy(Path.of(database + "-wal"), Path.of(killed + "-wal"));
    assertThat(Path.of(killed + "-wal")).isNotEmptyFile();

    RegistryBackup.make(killed, backup);
    RegistryBackup.restore(backup, killed, kept, world.runtime.clock());

    for (Path file : List.of(killed, kept)) {
      try (Store store = JdbcStore.open("jdbc:sqlite:" + file, "registry")) {
        assertThat(emails(store)).as("%s", file).containsExactly("ada@example.org");
      }
    }
  }

  @Test
  void aRegistryThatRunsIsNotReplaced() {
    RegistryBackup.make(database, backup);
    world.account("ada@example.org");
    refused(
        "is in use by another Photon",
        () -> RegistryBackup.restore(backup, database, kept, world.runtime.clock()));
    assertThat(kept).doesNotExist();
    assertThat(emails(world.store())).containsExactly("ada@example.org");
  }

  @Test
  void aDamagedOrForeignBackupIsRefusedAndChangesNothing() throws IOException {
    for (int i = 0; i < 100; i++) {
      world.account("ada" + i + "@example.org");
    }
    RegistryBackup.make(database, backup);
    world.close();
    byte[] before = Files.readAllBytes(database);
    try (RandomAccessFile file = new RandomAccessFile(backup.toFile(), "rw")) {
      file.seek(Files.size(backup) / 2);
      file.write(new byte[8192]);
    }
    refused("backup.db' is", () -> put(backup));
    Path text = Files.writeString(folder.resolve("text"), "version: 0.1\n".repeat(100));
    refused("text' cannot be read", () -> put(text));
    refused("there is no store", () -> put(folder.resolve("nowhere")));
    Path events = folder.resolve("events.db");
    JdbcStore.open("jdbc:sqlite:" + events, "event").close();
    refused("is the store of no registry", () -> put(events));
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
    assertThat(kept).doesNotExist();
    world.restart();
  }

  private void put(Path file) {
    RegistryBackup.restore(file, database, kept, world.runtime.clock());
  }

  @Test
  void aBackupReplacesNoFile() throws IOException {
    Files.writeString(backup, "mine");
    refused("is there already", () -> RegistryBackup.make(database, backup));
    assertThat(backup).hasContent("mine");
    refused(
        "cannot be copied",
        () -> RegistryBackup.make(database, folder.resolve("nowhere").resolve("backup.db")));
  }
}
