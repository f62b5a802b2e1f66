package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.RevisionReceipt;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * Follows a deployment until it is as wished. Events only shorten the wait: what counts is the
 * status, which is asked for again and again, also while the metacenter is away for a while.
 */
final class Following {
  private static final Duration POLL = Duration.ofMillis(500);

  /** How long a deployment must have failed to have failed; a restart may look like it. */
  private static final Duration FAILED_FOR = Duration.ofSeconds(3);

  private final RememberedDeployment deployment;
  private final MetacenterApi api;
  private final Progress progress;
  private final Wake wake = new Wake();
  private final Queue<Event> news = new ConcurrentLinkedQueue<>();
  private volatile boolean ended = true;
  private long after;
  private Optional<MetacenterStatus> last = Optional.empty();

  Following(RememberedDeployment deployment, MetacenterApi api, Progress progress, long after) {
    this.deployment = deployment;
    this.api = api;
    this.progress = progress;
    this.after = after;
  }

  /** Waits until the revision, or a newer one, is carried out. */
  MetacenterStatus untilReady(RevisionReceipt receipt, Deadline deadline) throws ClientException {
    Optional<Deadline> failing = Optional.empty();
    Subscription events = Subscription.NONE;
    try {
      while (true) {
        events = resubscribed(events);
        Optional<MetacenterStatus> status = ask(deadline);
        if (status.isPresent() && status.get().revision() >= receipt.number()) {
          Phase phase = status.get().phase();
          if (phase == Phase.READY) {
            tellEvents();
            return status.get();
          }
          if (phase == Phase.DELETING || phase == Phase.DELETED) {
            throw new ClientException(Kind.REFUSED, deployment.name() + " was deleted meanwhile");
          }
          failing =
              phase == Phase.FAILED
                  ? failing.or(() -> Optional.of(Deadline.in(FAILED_FOR)))
                  : Optional.empty();
          if (failing.isPresent() && failing.get().passed()) {
            throw failed(status.get());
          }
        }
        pause(deadline, "is not ready in time");
      }
    } finally {
      events.close();
    }
  }

  /** Waits until nothing is left of the deployment, and its metacenter says so. */
  void untilDeleted(Deadline deadline) throws ClientException {
    try {
      while (true) {
        Optional<MetacenterStatus> status =
            askIf(s -> s == ApiException.Status.NOT_FOUND, deadline);
        if (status.isPresent() && status.get().phase() == Phase.DELETED) {
          return;
        }
        pause(deadline, "is not deleted in time");
      }
    } catch (Gone e) {
      return; // somebody else has completed the deletion
    }
  }

  private Subscription resubscribed(Subscription before) {
    if (!ended) {
      return before;
    }
    before.close();
    ended = false;
    try {
      return api.events(after, sink());
    } catch (ApiException e) {
      ended = true; // events are a comfort; the next round tries again
      return Subscription.NONE;
    }
  }

  private EventSink sink() {
    return new EventSink() {
      @Override
      public void event(Event event) {
        news.add(event);
        wake.up();
      }

      @Override
      public void ended(Optional<ApiException> cause) {
        ended = true;
      }
    };
  }

  private Optional<MetacenterStatus> ask(Deadline deadline) throws ClientException {
    try {
      return askIf(s -> false, deadline);
    } catch (Gone e) {
      throw new AssertionError(e);
    }
  }

  /** The status, told if it is another than last time; empty when nobody answers just now. */
  private Optional<MetacenterStatus> askIf(Predicate<ApiException.Status> gone, Deadline deadline)
      throws ClientException, Gone {
    MetacenterStatus status;
    try {
      status = api.status();
    } catch (ApiException e) {
      if (gone.test(e.status())) {
        throw new Gone();
      }
      if (!e.retryable() || deadline.passed()) {
        throw Calls.explained(Names.metacenter(deployment), e);
      }
      progress.step(Names.metacenter(deployment) + " does not answer; trying again");
      return Optional.empty();
    }
    tellEvents();
    if (!last.equals(Optional.of(status))) {
      last = Optional.of(status);
      progress.status(status);
    }
    return last;
  }

  private void tellEvents() {
    for (Event event = news.poll(); event != null; event = news.poll()) {
      if (event.sequence() > after) {
        after = event.sequence();
        progress.event(event);
      }
    }
  }

  private void pause(Deadline deadline, String otherwise) throws ClientException {
    if (deadline.passed()) {
      String why = last.flatMap(MetacenterStatus::reason).map(r -> ": " + r).orElse("");
      throw new ClientException(
          Kind.TIMED_OUT,
          deployment.name() + " " + otherwise + why,
          "it goes on by itself; 'photon status' shows how it stands");
    }
    wake.await(deadline.atMost(POLL));
  }

  private ClientException failed(MetacenterStatus status) {
    return new ClientException(
        Kind.REFUSED,
        deployment.name()
            + " cannot be carried out: "
            + status.reason().orElse("its metacenter does not say why"),
        "it is tried again when something changes; 'photon status' shows how it stands");
  }

  /** There is no such deployment any more. */
  private static final class Gone extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
