package dev.photon.cli.command;

import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.MetacenterStatus;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Tells a progress of all events of a deployment, each once: those that it is told by others on the
 * way, and, from {@link #open} on, those that come later. The progress is called by one thread.
 */
final class EventFeed implements Progress, AutoCloseable {
  private final Progress progress;
  private final Queue<Event> news = new ConcurrentLinkedQueue<>();
  private volatile boolean ended = true;
  private Subscription subscription = Subscription.NONE;
  private long last;

  EventFeed(Progress progress) {
    this.progress = progress;
  }

  /** Subscribes to what comes after the last event told, if it is not subscribed already. */
  void open(PhotonClient client, RememberedDeployment deployment) throws ClientException {
    if (ended) {
      close();
      ended = false;
      subscription = client.events(deployment, last, stream());
    }
  }

  /** Tells what has come since. */
  void tell() {
    for (Event event = news.poll(); event != null; event = news.poll()) {
      event(event);
    }
  }

  @Override
  public void close() {
    subscription.close();
    subscription = Subscription.NONE;
  }

  @Override
  public void step(String text) {
    progress.step(text);
  }

  @Override
  public void status(MetacenterStatus status) {
    progress.status(status);
  }

  @Override
  public void event(Event event) {
    if (event.sequence() > last) {
      last = event.sequence();
      progress.event(event);
    }
  }

  private EventSink stream() {
    return new EventSink() {
      @Override
      public void event(Event event) {
        news.add(event);
      }

      @Override
      public void ended(Optional<ApiException> cause) {
        ended = true;
      }
    };
  }
}
