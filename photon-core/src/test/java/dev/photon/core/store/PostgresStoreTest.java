package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions in PostgreSQL, which several processes share and which may be restarted. */
class PostgresStoreTest extends StoreLaws {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @TempDir static Path folder;
  private static PostgresServer server;

  private String url = "";

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void makeDatabase() throws Exception {
    url = server.database("photon" + DATABASES.incrementAndGet());
  }

  @Override
  String url() {
    return url;
  }

  @Override
  String readOnly() {
    return "read-only transaction";
  }

  @Override
  String sameKey() {
    return "duplicate key";
  }

  @Test
  void whoOpensAtTheSameTimeFindsTheTablesMadeOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int own = i;
        all.add(
            threads.submit(
                () -> {
                  try (Store store = JdbcStore.open(url(), "event", "registry")) {
                    store.write(tx -> tx.update(INSERT, "shop", own, "a"));
                    return count(store);
                  }
                }));
      }
      for (Future<Long> one : all) {
        assertThat(one.get(60, TimeUnit.SECONDS)).isBetween(1L, 4L);
      }
    } finally {
      threads.shutdownNow();
    }
    try (Store store = JdbcStore.open(url(), "event", "registry")) {
      assertThat(count(store)).isEqualTo(4);
    }
  }

  @Test
  void incrementsOfTwoReplicasAreNotLost() throws Exception {
    try (Store one = JdbcStore.open(url(), "event");
        Store other = JdbcStore.open(url(), "event")) {
      one.write(tx -> tx.update(INSERT, "shop", 0, "a"));
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        List<Future<?>> all = new ArrayList<>();
        for (Store store : List.of(one, other)) {
          all.add(
              threads.submit(
                  () -> {
                    for (int n = 0; n < 50; n++) {
                      store.write(StoreLaws::increment);
                    }
                  }));
        }
        for (Future<?> each : all) {
          each.get(60, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
      assertThat(one.read(PostgresStoreTest::sequence)).isEqualTo(100L);
    }
  }

  private static long sequence(Transaction tx) {
    return tx.first("SELECT sequence FROM event", row -> row.number("sequence")).orElseThrow();
  }

  @Test
  void aCallWaitsForAServerThatIsRestarted() throws Exception {
    try (Store store = JdbcStore.open(url(), "event")) {
      store.write(tx -> tx.update(INSERT, "shop", 1, "a"));
      server.stop();
      ExecutorService thread = Executors.newSingleThreadExecutor();
      try {
        Future<Integer> waiting =
            thread.submit(() -> store.write(tx -> tx.update(INSERT, "shop", 2, "b")));
        server.startAgain();
        assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(1);
      } finally {
        thread.shutdownNow();
      }
      assertThat(count(store)).isEqualTo(2);
    }
  }

  @Test
  void aDatabaseThatIsNotThereIsOneSentence() {
    assertThatThrownBy(() -> JdbcStore.open(server.url("nowhere") + "&password=hunter2", "event"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("nowhere' cannot be opened as a store")
        .hasMessageContaining("does not exist")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> JdbcStore.open("jdbc:postgresql://host:port/x?password=hunter2", "e"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("must be jdbc:postgresql://HOST:PORT/DATABASE")
        .hasMessageNotContaining("hunter2");
  }
}
