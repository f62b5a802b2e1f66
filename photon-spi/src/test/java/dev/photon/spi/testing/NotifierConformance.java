package dev.photon.spi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.NotificationTarget;
import dev.photon.config.Secret;
import dev.photon.config.ServiceName;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierProvider;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Event;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every notifier does. Extend it, bring a target that accepts and one that cannot. */
public abstract class NotifierConformance {
  /** What the clock of all contexts says. */
  protected static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  /** The notifier's provider. */
  protected abstract NotifierProvider provider();

  /** Options with which the targets below can be reached. */
  protected abstract Map<String, String> options();

  /** The settings of a target that accepts what it is sent. */
  protected abstract Map<String, String> accepting();

  /** The settings of a target of good form where nobody listens. */
  protected abstract Map<String, String> unreachable();

  /** The message ids that the accepting target has received, in order. */
  protected abstract List<String> received() throws Exception;

  /** Opens a notifier with {@link #options()}. */
  protected final Notifier open() {
    return provider().open(context(options()));
  }

  /** A context at {@link #NOW}. */
  protected static NotifierProvider.Context context(Map<String, String> options) {
    return new NotifierProvider.Context(options, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** A target of the provider's type. */
  protected final NotificationTarget target(Map<String, String> settings, Optional<Secret> secret) {
    return new NotificationTarget("ops", provider().type(), Set.of(), settings, secret);
  }

  /** A notification of a node that went down. */
  protected final Notification notification(String id, NotificationTarget target) {
    return new Notification(
        id,
        new DeploymentId("shop-1"),
        target,
        new Event(
            7,
            NOW.minusSeconds(1),
            EventType.CLUSTER_NODE_DOWN,
            Optional.of(DatacenterName.of("westcoast")),
            Optional.of(ServiceName.of("web")),
            Optional.of("shop-1/web/0#2"),
            "web/0 exited with status 137"),
        false);
  }

  @Test
  void aTargetOfGoodFormHasNoFaults() {
    assertThat(provider().check(target(accepting(), Optional.empty()))).isEmpty();
    assertThat(provider().check(target(unreachable(), Optional.empty()))).isEmpty();
  }

  @Test
  void sendsAndRepeatsUnderTheSameId() throws Exception {
    Notification notification = notification("msg-1", target(accepting(), Optional.empty()));
    try (Notifier notifier = open()) {
      notifier.send(notification);
      notifier.send(notification);
    }
    List<String> ids = received();
    assertThat(ids).hasSize(2).allMatch(id -> id.contains("msg-1"));
    assertThat(ids.get(0)).isEqualTo(ids.get(1));
  }

  @Test
  void whereNobodyListensIsTriedAgainLater() {
    Notification notification = notification("msg-2", target(unreachable(), Optional.empty()));
    try (Notifier notifier = open()) {
      NotifierException failure =
          catchThrowableOfType(NotifierException.class, () -> notifier.send(notification));
      assertThat(failure.kind()).isEqualTo(NotifierException.Kind.RETRY);
      assertThat(failure.getMessage()).isNotBlank();
    }
  }

  @Test
  void closesTwice() {
    Notifier notifier = open();
    notifier.close();
    assertThatCode(notifier::close).doesNotThrowAnyException();
  }
}
