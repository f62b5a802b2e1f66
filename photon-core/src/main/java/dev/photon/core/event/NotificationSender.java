package dev.photon.core.event;

import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NotifyResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends notifications in order to each target, a few times each. A slow or dead target delays no
 * other. What waits is in memory: a notification that is still waiting when the process ends is
 * lost.
 */
public final class NotificationSender {
  private static final Logger LOG = LoggerFactory.getLogger(NotificationSender.class);
  private static final int ATTEMPTS = 5;
  private static final int MOST_WAITING = 1_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final RoleRuntime runtime;
  private final Function<String, Optional<Notifier>> notifiers;

  /** What waits for each target, its head being sent. Touched on the loop only. */
  private final Map<TargetKey, Deque<Notification>> queues = new TreeMap<>();

  /**
   * A sender on the loop of a role.
   *
   * @param notifiers by type; empty for a type that is not there
   */
  public NotificationSender(RoleRuntime runtime, Function<String, Optional<Notifier>> notifiers) {
    this.runtime = runtime;
    this.notifiers = notifiers;
  }

  /** Whether notifications of this type can be sent. */
  public boolean knows(String type) {
    return notifiers.apply(type).isPresent();
  }

  /** Queues a notification. From any thread; never blocks. */
  public void send(Notification notification) {
    runtime.execute(() -> enqueue(notification));
  }

  /** Sends once and waits for the outcome. Not from a loop. */
  public NotifyResult sendNow(Notification notification) {
    var target = notification.target();
    Optional<Notifier> notifier = notifiers.apply(target.type());
    if (notifier.isEmpty()) {
      return new NotifyResult(
          target.name(), target.type(), false, "there is no notifier '" + target.type() + "'");
    }
    try {
      notifier.get().send(notification);
      return new NotifyResult(target.name(), target.type(), true, "accepted");
    } catch (NotifierException e) {
      return new NotifyResult(target.name(), target.type(), false, String.valueOf(e.getMessage()));
    }
  }

  private void enqueue(Notification notification) {
    var key = TargetKey.of(notification);
    Deque<Notification> queue = queues.computeIfAbsent(key, k -> new ArrayDeque<>());
    if (queue.size() >= MOST_WAITING) {
      LOG.warn("dropped {} for {}: {} wait already", notification.id(), key, MOST_WAITING);
      return;
    }
    queue.add(notification);
    if (queue.size() == 1) {
      attempt(key, queue, 1);
    }
  }

  private void attempt(TargetKey key, Deque<Notification> queue, int attempt) {
    Notification head = queue.getFirst();
    Optional<Notifier> notifier = notifiers.apply(head.target().type());
    if (notifier.isEmpty()) {
      LOG.warn("there is no notifier '{}' for {}", head.target().type(), key);
      next(key, queue);
      return;
    }
    runtime.call(
        () -> {
          notifier.get().send(head);
          return head;
        },
        sent -> next(key, queue),
        e -> failed(key, queue, attempt, e));
  }

  private void failed(TargetKey key, Deque<Notification> queue, int attempt, Exception e) {
    boolean retry =
        e instanceof RuntimeException
            || (e instanceof NotifierException n && n.kind() == NotifierException.Kind.RETRY);
    if (!retry || attempt >= ATTEMPTS) {
      LOG.warn(
          "gave up {} for {} after {} attempts: {}",
          queue.getFirst().id(),
          key,
          attempt,
          e.getMessage());
      next(key, queue);
      return;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << (2 * (attempt - 1)));
    Duration asked =
        e instanceof NotifierException n ? n.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    pause = pause.compareTo(asked) < 0 ? asked : pause;
    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    runtime.after(pause, () -> attempt(key, queue, attempt + 1));
  }

  private void next(TargetKey key, Deque<Notification> queue) {
    queue.removeFirst();
    if (queue.isEmpty()) {
      queues.remove(key);
    } else {
      attempt(key, queue, 1);
    }
  }

  private record TargetKey(DeploymentId deployment, String target)
      implements Comparable<TargetKey> {
    static TargetKey of(Notification notification) {
      return new TargetKey(notification.deployment(), notification.target().name());
    }

    @Override
    public int compareTo(TargetKey other) {
      int first = deployment.compareTo(other.deployment);
      return first != 0 ? first : target.compareTo(other.target);
    }

    @Override
    public String toString() {
      return deployment + "'s target " + target;
    }
  }
}
