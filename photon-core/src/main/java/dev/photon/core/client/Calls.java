package dev.photon.core.client;

import dev.photon.core.client.ClientException.Kind;
import dev.photon.spi.api.ApiException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How calls to a server are made: repeated a few times when it does not answer, then explained. */
final class Calls {
  /** Long enough for a server that is just starting again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Duration PAUSE = Duration.ofMillis(300);

  private Calls() {}

  /**
   * Makes a call that has no effect, or the same effect when repeated.
   *
   * @param peer who is called, for people: {@code the registry at 127.0.0.1:7400}
   */
  static <T> T call(String peer, Deadline deadline, Supplier<T> call) throws ClientException {
    Deadline patience = Deadline.in(deadline.atMost(PATIENCE));
    while (true) {
      try {
        return call.get();
      } catch (ApiException e) {
        if (!e.retryable() || patience.passed()) {
          throw explained(peer, e);
        }
      }
      new Wake().await(PAUSE);
    }
  }

  /** Makes a call that answers nothing. */
  static void run(String peer, Deadline deadline, Runnable call) throws ClientException {
    boolean unused =
        call(
            peer,
            deadline,
            () -> {
              call.run();
              return true;
            });
  }

  /** What a server's answer means for the person who asked. */
  static ClientException explained(String peer, ApiException e) {
    String message = String.valueOf(e.getMessage());
    return switch (e.status()) {
      case UNAVAILABLE ->
          new ClientException(
              Kind.UNREACHABLE,
              peer + " does not answer: " + message,
              e.hint().or(() -> Optional.of("check that it runs, and its address")),
              e);
      case TIMED_OUT ->
          new ClientException(
              Kind.TIMED_OUT, peer + " did not answer in time: " + message, e.hint(), e);
      case UNAUTHENTICATED ->
          // Either side may refuse the other; the transport says when it was ours.
          new ClientException(
              Kind.REFUSED,
              e.reason().equals(ApiException.PEER_REJECTED)
                  ? peer + " is refused: " + message
                  : peer + " does not accept who we are: " + message,
              e.hint(),
              e);
      case INTERNAL ->
          new ClientException(Kind.REFUSED, peer + " has a fault: " + message, e.hint(), e);
      case INVALID, DENIED, NOT_FOUND, CONFLICT, EXHAUSTED, UNIMPLEMENTED ->
          new ClientException(Kind.REFUSED, message, e.hint(), e);
    };
  }
}
