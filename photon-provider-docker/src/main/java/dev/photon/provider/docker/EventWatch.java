package dev.photon.provider.docker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back when something happened to a container with certain labels. A hint: the stream is
 * opened again whenever it breaks, and each opening is a hint too, for what was missed meanwhile.
 */
final class EventWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventWatch.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final long MAX_EVENT_BYTES = 1L << 20;

  private final EngineClient engine;
  private final Map<String, String> labels;
  private final Runnable changed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Object streamLock = new Object();
  private @Nullable EngineStream stream;

  private EventWatch(EngineClient engine, Map<String, String> labels, Runnable changed) {
    this.engine = engine;
    this.labels = Map.copyOf(labels);
    this.changed = changed;
  }

  /** Starts watching on a daemon thread, which also calls back. */
  static EventWatch open(EngineClient engine, Map<String, String> labels, Runnable changed) {
    EventWatch watch = new EventWatch(engine, labels, changed);
    Thread thread = new Thread(watch::run, "photon-docker-events");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      do {
        if (follow()) {
          pause = FIRST_PAUSE;
        } else {
          pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Follows one stream to its end; false if none could be opened. */
  private boolean follow() {
    try (EngineStream events = engine.events(labels)) {
      if (!use(events)) {
        return true;
      }
      hint();
      while (!events.source().exhausted()) {
        events.source().readUtf8LineStrict(MAX_EVENT_BYTES);
        hint();
      }
      return true;
    } catch (EngineException e) {
      log.debug("events of the engine cannot be followed: {}", e.text());
      return false;
    } catch (IOException e) {
      log.debug("the engine's events broke off", e);
      return true;
    }
  }

  private void hint() {
    try {
      changed.run();
    } catch (RuntimeException e) {
      log.warn("a watcher of the datacenter failed", e);
    }
  }

  /** Makes the stream the one that {@link #close} ends; false if that has happened already. */
  private boolean use(EngineStream events) {
    synchronized (streamLock) {
      stream = events;
      return closed.getCount() > 0;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Ends the watch; a call back that is under way may still end after this returns. */
  @Override
  public void close() {
    synchronized (streamLock) {
      closed.countDown();
      if (stream != null) {
        stream.close();
      }
    }
  }
}
