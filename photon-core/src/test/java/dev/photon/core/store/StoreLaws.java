package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds for transactions in every kind of database. */
abstract class StoreLaws {
  static final String INSERT = "INSERT INTO event (log, sequence, body) VALUES (?, ?, ?)";

  /** Of a database that is new for each test, and the same within one. */
  abstract String url();

  /** What the database says to a change in a transaction that only reads. */
  abstract String readOnly();

  /** What the database says to a second row of the same key. */
  abstract String sameKey();

  static long count(Store store) {
    return store
        .read(tx -> tx.first("SELECT COUNT(*) AS n FROM event", row -> row.number("n")))
        .orElseThrow();
  }

  @Test
  void aWriteIsThereAfterReopening() {
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1, "a"));
    }
    try (Store store = JdbcStore.open(url(), "event")) {
      List<String> bodies =
          store.read(tx -> tx.query("SELECT body FROM event", row -> row.text("body")));
      assertThat(bodies).containsExactly("a");
    }
  }

  @Test
  void whatThrowsHasNoEffectAndComesOutUnchanged() {
    IllegalStateException mine = new IllegalStateException("mine");
    try (Store store = JdbcStore.open(url(), "event")) {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        tx.update(INSERT, "shop", 1, "a");
                        throw mine;
                      }))
          .isSameAs(mine);
      assertThat(count(store)).isZero();
      store.write(tx -> tx.update(INSERT, "shop", 1, "b"));
      assertThat(count(store)).isEqualTo(1);
    }
  }

  @Test
  void aRefusedStatementIsAStoreExceptionAndTheStoreGoesOn() {
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1, "a"));
      assertThatThrownBy(() -> store.write(tx -> tx.update(INSERT, "shop", 1, "b")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(sameKey());
      assertThatThrownBy(() -> store.read(tx -> tx.update(INSERT, "shop", 2, "b")))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(readOnly());
      assertThat(count(store)).isEqualTo(1);
    }
  }

  @Test
  void aTransactionInsideATransactionIsAFault() {
    try (Store store = JdbcStore.open(url(), "event")) {
      assertThatThrownBy(() -> store.write(tx -> count(store)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aTransactionIsUnusableAfterItsEnd() {
    try (Store store = JdbcStore.open(url(), "event")) {
      Transaction late = store.read(tx -> tx);
      assertThatThrownBy(() -> late.update("DELETE FROM event"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aQueryGoesOnWhileItsMapperAsksTheSame() {
    String all = "SELECT sequence FROM event ORDER BY sequence";
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1, "a") + tx.update(INSERT, "shop", 2, "b"));
      List<Integer> sizes =
          store.read(
              tx -> tx.query(all, row -> tx.query(all, inner -> inner.number("sequence")).size()));
      assertThat(sizes).containsExactly(2, 2);
    }
  }

  @Test
  void valuesOfAllKindsComeBack() {
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update("CREATE TABLE kinds (a TEXT, b BIGINT, c BYTEA, d TEXT)"));
      store.write(
          tx ->
              tx.update(
                  "INSERT INTO kinds (a, b, c, d) VALUES (?, ?, ?, ?)",
                  Optional.of("é\n"),
                  Long.MAX_VALUE,
                  new byte[] {0, -1},
                  Optional.empty()));
      store.read(
          tx ->
              tx.query(
                  "SELECT a, b, c, d FROM kinds",
                  row -> {
                    assertThat(row.text("a")).isEqualTo("é\n");
                    assertThat(row.number("b")).isEqualTo(Long.MAX_VALUE);
                    assertThat(row.bytes("c")).containsExactly(0, -1);
                    assertThat(row.textIfAny("d")).isEmpty();
                    assertThatThrownBy(() -> row.text("d")).isInstanceOf(StoreException.class);
                    return 0;
                  }));
    }
  }

  @Test
  void readersSeeOneStateWhileAWriterGoesOn() {
    try (Store store = JdbcStore.open(url(), "event")) {
      CountDownLatch looked = new CountDownLatch(1);
      CountDownLatch written = new CountDownLatch(1);
      ExecutorService other = Executors.newSingleThreadExecutor();
      try {
        Future<List<Long>> reader =
            other.submit(
                () ->
                    store.read(
                        tx -> {
                          List<Long> seen = new ArrayList<>(counted(tx));
                          looked.countDown();
                          await(written);
                          seen.addAll(counted(tx));
                          return seen;
                        }));
        await(looked);
        store.write(tx -> tx.update(INSERT, "shop", 1, "a"));
        written.countDown();
        assertThat(reader).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of(0L, 0L));
        assertThat(count(store)).isEqualTo(1);
      } finally {
        other.shutdownNow();
      }
    }
  }

  private static List<Long> counted(Transaction tx) {
    return tx.query("SELECT COUNT(*) AS n FROM event", row -> row.number("n"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void incrementsOfManyThreadsAreNotLost() throws Exception {
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 0, "a"));
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          all.add(
              threads.submit(
                  () -> {
                    for (int n = 0; n < 10; n++) {
                      store.write(StoreLaws::increment);
                      assertThat(count(store)).isEqualTo(1);
                    }
                  }));
        }
        for (Future<?> one : all) {
          one.get(30, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
      List<Long> sum =
          store.read(tx -> tx.query("SELECT sequence FROM event", r -> r.number("sequence")));
      assertThat(sum).containsExactly(80L);
    }
  }

  static int increment(Transaction tx) {
    long now = tx.first("SELECT sequence FROM event", row -> row.number("sequence")).orElseThrow();
    return tx.update("UPDATE event SET sequence = ?", now + 1);
  }
}
