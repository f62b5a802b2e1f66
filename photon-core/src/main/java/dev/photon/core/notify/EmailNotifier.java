package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import dev.photon.spi.api.Event;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

/** Sends one email for one notification. */
final class EmailNotifier implements Notifier {
  private final Mailer mailer;

  EmailNotifier(Mailer mailer) {
    this.mailer = mailer;
  }

  static InternetAddress address(NotificationTarget target) throws AddressException {
    return new InternetAddress(target.settings().getOrDefault("to", ""), true);
  }

  @Override
  public void send(Notification notification) throws NotifierException {
    String to;
    try {
      to = address(notification.target()).getAddress();
    } catch (AddressException e) {
      throw new NotifierException(
          Kind.REJECTED,
          "email %s cannot be written: %s".formatted(notification.target().name(), e.getMessage()));
    }
    mailer.send(notification.id(), to, Line.of(notification), text(notification));
  }

  private static String text(Notification notification) {
    Event event = notification.event();
    StringBuilder text = new StringBuilder(Line.of(notification)).append("\n\n");
    line(text, "event", event.type().text());
    line(text, "deployment", notification.deployment().value());
    event.datacenter().ifPresent(name -> line(text, "datacenter", name.value()));
    event.service().ifPresent(name -> line(text, "service", name.value()));
    event.node().ifPresent(id -> line(text, "node", id));
    line(text, "time", event.time().toString());
    line(text, "sequence", Long.toString(event.sequence()));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  @Override
  public void close() {}
}
