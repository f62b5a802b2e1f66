package dev.photon.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes that share commits, in a database in memory. */
class SharedCommitsTest {
  private static final int TOGETHER = 8;

  private final AtomicInteger commits = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final List<FutureTask<Integer>> changes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private Session session;
  private SharedCommits shared;
  private boolean diskFails;

  @BeforeEach
  void open() throws SQLException {
    session = new Session(DriverManager.getConnection("jdbc:sqlite::memory:"));
    session.execute("CREATE TABLE fact (number BIGINT NOT NULL PRIMARY KEY)");
    shared = new SharedCommits("the test's store", this::transaction);
  }

  @AfterEach
  void close() throws Exception {
    for (Thread thread : threads) {
      thread.join(10_000);
    }
    session.close();
  }

  private void transaction(Connections.Work<Boolean> work) throws SQLException {
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    session.execute("BEGIN");
    work.on(session);
    if (diskFails) {
      session.execute("ROLLBACK");
      throw new SQLException("disk full");
    }
    session.execute("COMMIT");
    commits.incrementAndGet();
  }

  private static int insert(Session in, int number) throws SQLException {
    return in.with(
        "INSERT INTO fact (number) VALUES (?)",
        statement -> {
          statement.setInt(1, number);
          return statement.executeUpdate();
        });
  }

  private List<Integer> facts() throws SQLException {
    return session.with(
        "SELECT number FROM fact ORDER BY number",
        statement -> {
          List<Integer> all = new ArrayList<>();
          try (var rows = statement.executeQuery()) {
            while (rows.next()) {
              all.add(rows.getInt(1));
            }
          }
          return all;
        });
  }

  private void start(Connections.Work<Integer> work) {
    FutureTask<Integer> change = new FutureTask<>(() -> shared.write(work));
    changes.add(change);
    Thread thread = new Thread(change);
    threads.add(thread);
    thread.start();
  }

  /** Begins a change that does not end, and then others, until all of them wait. */
  private void holdUp() throws Exception {
    start(
        in -> {
          begun.countDown();
          try {
            assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return insert(in, 0);
        });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 1; i <= TOGETHER; i++) {
      int number = i;
      start(
          in -> {
            insert(in, number);
            if (number == 3) {
              throw new IllegalArgumentException("three");
            }
            return number;
          });
    }
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void whatComesMeanwhileSharesOneCommit() throws Exception {
    holdUp();
    goOn.countDown();
    for (int i = 1; i <= TOGETHER; i++) {
      if (i != 3) {
        assertThat(changes.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i);
      }
    }
    assertThat(commits).hasValue(2);
  }

  @Test
  void oneThatFailsIsTakenBackAlone() throws Exception {
    holdUp();
    goOn.countDown();
    assertThatThrownBy(() -> changes.get(3).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IllegalArgumentException.class)
        .hasRootCauseMessage("three");
    assertThat(changes.get(TOGETHER).get(10, TimeUnit.SECONDS)).isEqualTo(TOGETHER);
    assertThat(facts()).containsExactly(0, 1, 2, 4, 5, 6, 7, 8);
  }

  @Test
  void nobodyIsAnsweredWhenTheCommitFails() throws Exception {
    diskFails = true;
    holdUp();
    goOn.countDown();
    for (int i = 0; i <= TOGETHER; i++) {
      FutureTask<Integer> change = changes.get(i);
      assertThatThrownBy(() -> change.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage(i == 3 ? "three" : "disk full");
    }
    assertThat(facts()).isEmpty();
  }

  @Test
  void whoIsInterruptedStillCarriesOutTheOthers() throws Exception {
    holdUp();
    threads.get(1).interrupt();
    goOn.countDown();
    assertThat(changes.get(1).get(10, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(changes.get(TOGETHER).get(10, TimeUnit.SECONDS)).isEqualTo(TOGETHER);
  }
}
