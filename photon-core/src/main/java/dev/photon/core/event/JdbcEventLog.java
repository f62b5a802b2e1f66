package dev.photon.core.event;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Documents;
import dev.photon.core.store.Store;
import dev.photon.core.store.Transaction;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Event logs in a store that has the schema {@code event}. Followers read from the store, on the
 * runtime's workers, and are woken by {@link #appended}; events of another process are seen at the
 * next wake only. Closing it ends all who follow.
 */
public final class JdbcEventLog implements EventLog, AutoCloseable {
  /** The most that follow one log. */
  static final int MOST_FOLLOWERS = 1_000;

  private final Store store;
  private final RoleRuntime runtime;
  private final Map<String, List<Follower>> followers = new ConcurrentHashMap<>();

  /**
   * A view of the logs in a store.
   *
   * @param runtime its workers carry the events to their sinks
   */
  public JdbcEventLog(Store store, RoleRuntime runtime) {
    this.store = store;
    this.runtime = runtime;
  }

  @Override
  public long append(Transaction tx, String log, Event event) {
    long sequence = last(tx, log) + 1;
    tx.update(
        "INSERT INTO event (log, sequence, body) VALUES (?, ?, ?)",
        log,
        sequence,
        Documents.write(event.at(sequence)));
    return sequence;
  }

  @Override
  public void appended(String log) {
    followers.getOrDefault(log, List.of()).forEach(Follower::wake);
  }

  @Override
  public List<Event> read(String log, long after, int limit) {
    return store.read(
        tx ->
            tx.query(
                "SELECT body FROM event WHERE log = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                row -> Documents.read(row.text("body"), Event.class),
                log,
                after,
                limit));
  }

  @Override
  public long last(String log) {
    return store.read(tx -> last(tx, log));
  }

  private static long last(Transaction tx, String log) {
    return tx.first(
            "SELECT COALESCE(MAX(sequence), 0) AS last FROM event WHERE log = ?",
            row -> row.number("last"),
            log)
        .orElse(0L);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ApiException {@code EXHAUSTED too-many-followers}
   */
  @Override
  public Subscription subscribe(String log, long after, EventSink sink) {
    Follower follower =
        new Follower(
            runtime, (from, limit) -> read(log, from, limit), after, sink, f -> forget(log, f));
    followers.compute(
        log,
        (name, present) -> {
          List<Follower> all = present == null ? new CopyOnWriteArrayList<>() : present;
          if (all.size() >= MOST_FOLLOWERS) {
            throw new ApiException(
                ApiException.Status.EXHAUSTED,
                "too-many-followers",
                "the log " + log + " has " + MOST_FOLLOWERS + " followers already");
          }
          all.add(follower);
          return all;
        });
    follower.wake();
    return follower::close;
  }

  private void forget(String log, Follower follower) {
    followers.computeIfPresent(
        log,
        (name, all) -> {
          all.remove(follower);
          return all.isEmpty() ? null : all;
        });
  }

  /** Ends all who follow, with the advice to come back. */
  @Override
  public void close() {
    ApiException stopping =
        new ApiException(
            ApiException.Status.UNAVAILABLE,
            "stopping",
            "the server stops; resume after the last event");
    followers.values().forEach(all -> all.forEach(f -> f.end(stopping)));
  }
}
