package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions in an SQLite file, and in memory. */
class SqliteStoreTest extends StoreLaws {
  @TempDir Path folder;

  @Override
  String url() {
    return "jdbc:sqlite:" + folder.resolve("state.db");
  }

  @Override
  String readOnly() {
    return "readonly";
  }

  @Override
  String sameKey() {
    return "UNIQUE";
  }

  @Test
  void memoryServesReadsAndWrites() {
    try (Store store = JdbcStore.open("jdbc:sqlite::memory:", "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1L, "a"));
      assertThat(count(store)).isEqualTo(1);
    }
  }

  @Test
  void twoStoresInMemoryShareNothing() {
    try (Store one = JdbcStore.open("jdbc:sqlite::memory:", "event");
        Store other = JdbcStore.open("jdbc:sqlite::memory:", "event")) {
      one.write(tx -> tx.update(INSERT, "shop", 1, "a"));
      assertThat(count(other)).isZero();
    }
  }
}
