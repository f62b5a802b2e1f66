package dev.photon.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.core.runtime.ThreadedRuntime;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcEventLogTest {
  private final QueueRuntime runtime = new QueueRuntime(1);
  private Store store = JdbcStore.open("jdbc:sqlite::memory:", "event");
  private JdbcEventLog log = new JdbcEventLog(store, runtime);

  @BeforeEach
  void open() {
    store.close();
    store = JdbcStore.open("jdbc:sqlite::memory:", "event");
    log = new JdbcEventLog(store, runtime);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Event event(String text) {
    return new Event(
        0,
        Instant.parse("2026-11-22T12:00:00Z"),
        EventType.CLUSTER_NODE_CREATED,
        Optional.of(new DatacenterName("west")),
        Optional.of(new ServiceName("web")),
        Optional.of("shop/web/0#1"),
        text);
  }

  private static void append(Store store, EventLog log, String name, String text) {
    store.write(tx -> log.append(tx, name, event(text)));
    log.appended(name);
  }

  /** Keeps what it is given. */
  private static class Kept implements EventSink {
    final List<Long> sequences = new ArrayList<>();
    final List<Optional<ApiException>> ends = new ArrayList<>();

    @Override
    public void event(Event event) {
      assertThat(ends).isEmpty();
      sequences.add(event.sequence());
    }

    @Override
    public void ended(Optional<ApiException> cause) {
      ends.add(cause);
    }
  }

  @Test
  void logsCountFromOneEachForItself() {
    append(store, log, "shop", "a");
    append(store, log, "blog", "b");
    append(store, log, "shop", "c");
    assertThat(log.read("shop", 0, 10)).containsExactly(event("a").at(1), event("c").at(2));
    assertThat(log.read("shop", 1, 10)).containsExactly(event("c").at(2));
    assertThat(log.read("shop", 0, 1)).containsExactly(event("a").at(1));
    assertThat(log.last("shop")).isEqualTo(2);
    assertThat(log.last("none")).isZero();
  }

  @Test
  void anAppendThatIsRolledBackLeavesNoGap() {
    append(store, log, "shop", "a");
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      log.append(tx, "shop", event("lost"));
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    append(store, log, "shop", "b");
    assertThat(log.read("shop", 0, 10)).containsExactly(event("a").at(1), event("b").at(2));
  }

  @Test
  void aSinkThatThrowsEndsOnlyItself() {
    Kept kept = new Kept();
    Kept throwing =
        new Kept() {
          @Override
          public void event(Event event) {
            super.event(event);
            throw new IllegalStateException("no more");
          }
        };
    log.subscribe("shop", 0, throwing);
    log.subscribe("shop", 0, kept);
    append(store, log, "shop", "a");
    runtime.settle();
    append(store, log, "shop", "b");
    runtime.settle();
    assertThat(throwing.sequences).containsExactly(1L);
    assertThat(kept.sequences).containsExactly(1L, 2L);
  }

  @Test
  void aClosedSubscriptionGetsNothingMoreAndNoEnd() {
    Kept kept = new Kept();
    Subscription subscription = log.subscribe("shop", 0, kept);
    append(store, log, "shop", "a");
    runtime.settle();
    subscription.close();
    subscription.close();
    append(store, log, "shop", "b");
    runtime.settle();
    assertThat(kept.sequences).containsExactly(1L);
    assertThat(kept.ends).isEmpty();
  }

  @Test
  void aSinkMayCloseItselfInTheMiddleOfABatch() {
    List<Subscription> own = new ArrayList<>();
    Kept kept =
        new Kept() {
          @Override
          public void event(Event event) {
            super.event(event);
            own.get(0).close();
          }
        };
    append(store, log, "shop", "a");
    append(store, log, "shop", "b");
    own.add(log.subscribe("shop", 0, kept));
    runtime.settle();
    assertThat(kept.sequences).containsExactly(1L);
  }

  @Test
  void closingTheLogEndsEveryFollowerOnce() {
    Kept idle = new Kept();
    Kept running = new Kept();
    log.subscribe("shop", 0, idle);
    runtime.settle();
    append(store, log, "blog", "a");
    log.subscribe("blog", 0, running); // its batch has not run yet
    log.close();
    runtime.settle();
    log.close();
    runtime.settle();
    assertThat(List.of(idle.ends, running.ends))
        .allSatisfy(ends -> assertThat(ends).hasSize(1))
        .allSatisfy(ends -> assertThat(ends.get(0).map(ApiException::reason)).contains("stopping"));
  }

  @Test
  void aStoreThatFailsEndsTheStreamWithTheAdviceToResume() {
    Kept kept = new Kept();
    log.subscribe("shop", 0, kept);
    runtime.settle();
    store.close();
    log.appended("shop");
    runtime.settle();
    assertThat(kept.ends.get(0).map(ApiException::retryable)).contains(true);
  }

  @Test
  void followersAreBounded() {
    for (int i = 0; i < JdbcEventLog.MOST_FOLLOWERS; i++) {
      log.subscribe("shop", 0, new Kept());
    }
    Kept one = new Kept();
    assertThatThrownBy(() -> log.subscribe("shop", 0, one))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("followers");
  }

  /** Law 8: whatever the interleaving, a reader that resumes sees each event once, in order. */
  @Property(tries = 60)
  void readersThatResumeSeeEveryEventOnceInOrder(
      @ForAll @Size(max = 60) List<@IntRange(max = 5) Integer> steps) {
    QueueRuntime queue = new QueueRuntime(1);
    try (Store state = JdbcStore.open("jdbc:sqlite::memory:", "event")) {
      JdbcEventLog events = new JdbcEventLog(state, queue);
      Kept seen = new Kept();
      Subscription subscription = events.subscribe("shop", 0, seen);
      long appended = 0;
      for (int step : steps) {
        switch (step) {
          case 0 -> appended = state.write(tx -> events.append(tx, "shop", event("a")));
          case 1 -> {
            long many =
                state.write(
                    tx ->
                        LongStream.range(0, 150)
                            .map(i -> events.append(tx, "shop", event("many")))
                            .max()
                            .orElseThrow());
            appended = many;
            events.appended("shop");
          }
          case 2 -> events.appended("shop");
          case 3 -> queue.step();
          case 4 -> queue.settle();
          default -> {
            subscription.close();
            queue.settle();
            subscription = events.subscribe("shop", seen.sequences.size(), seen);
          }
        }
      }
      events.appended("shop");
      queue.settle();
      assertThat(seen.sequences)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, appended).boxed().toList());
      assertThat(seen.ends).isEmpty();
    }
  }

  @Test
  void onThreadsNothingIsLostOrDoubledEither() throws Exception {
    BlockingQueue<Long> arrived = new LinkedBlockingQueue<>();
    EventSink sink =
        new EventSink() {
          @Override
          public void event(Event event) {
            arrived.add(event.sequence());
          }

          @Override
          public void ended(Optional<ApiException> cause) {}
        };
    try (ThreadedRuntime threads = new ThreadedRuntime("events", Clock.systemUTC())) {
      JdbcEventLog events = new JdbcEventLog(store, threads);
      Subscription subscription = events.subscribe("shop", 0, sink);
      for (int i = 0; i < 500; i++) {
        append(store, events, "shop", "a");
      }
      for (long expected = 1; expected <= 500; expected++) {
        assertThat(arrived.poll(10, TimeUnit.SECONDS)).isEqualTo(expected);
      }
      subscription.close();
    }
    assertThat(arrived).isEmpty();
  }
}
