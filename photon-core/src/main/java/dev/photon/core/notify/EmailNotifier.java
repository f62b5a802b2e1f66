package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import dev.photon.config.Secret;
import dev.photon.spi.Notification;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import dev.photon.spi.api.Event;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/** Sends one email for one notification, over a connection of its own. */
final class EmailNotifier implements Notifier {
  private final SmtpSettings settings;
  private final Clock clock;

  EmailNotifier(SmtpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  static InternetAddress address(NotificationTarget target) throws AddressException {
    return new InternetAddress(target.settings().getOrDefault("to", ""), true);
  }

  @Override
  public void send(Notification notification) throws NotifierException {
    Optional<String> missing = settings.missing();
    if (missing.isPresent()) {
      throw new NotifierException(
          Kind.REJECTED, "this server sends no email: its operator has not set " + missing.get());
    }
    Session session = Session.getInstance(settings.properties());
    Message message;
    try {
      message = message(session, notification);
    } catch (MessagingException e) {
      throw new NotifierException(
          Kind.REJECTED,
          "email %s cannot be written: %s".formatted(notification.target().name(), e.getMessage()));
    }
    Optional<Secret> password = password();
    String host = settings.host().orElseThrow();
    try (Transport transport = session.getTransport(settings.protocol())) {
      transport.connect(
          host,
          settings.port(),
          settings.user().orElse(null),
          password.map(Secret::reveal).orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
    } catch (AuthenticationFailedException e) {
      // Its own text may repeat what was sent.
      throw new NotifierException(Kind.RETRY, host + " refused the user or password (smtp-user)");
    } catch (SendFailedException e) {
      throw refused(host, e);
    } catch (MessagingException e) {
      throw new NotifierException(
          Kind.RETRY,
          "%s:%d did not take the email: %s".formatted(host, settings.port(), e.getMessage()),
          Optional.empty(),
          e);
    }
  }

  private Optional<Secret> password() throws NotifierException {
    try {
      return settings.readPassword();
    } catch (IOException e) {
      throw new NotifierException(
          Kind.RETRY, "smtp-password-file cannot be read: " + e.getMessage(), Optional.empty(), e);
    }
  }

  /** A server's 5xx is for good; anything else may pass. */
  private static NotifierException refused(String host, SendFailedException e) {
    int code = 0;
    for (Exception cause = e; cause instanceof MessagingException m; cause = m.getNextException()) {
      if (m instanceof SMTPAddressFailedException address) {
        code = address.getReturnCode();
      } else if (m instanceof SMTPSendFailedException send) {
        code = send.getReturnCode();
      }
    }
    return new NotifierException(
        code >= 500 ? Kind.REJECTED : Kind.RETRY,
        "%s refused the email (%s)".formatted(host, code == 0 ? "no reason given" : code),
        Optional.empty(),
        e);
  }

  private Message message(Session session, Notification notification) throws MessagingException {
    String id = "<" + notification.id().replaceAll("[^A-Za-z0-9._-]", "_") + "@photon.invalid>";
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(new InternetAddress(settings.from().orElseThrow(), true));
    message.setRecipient(Message.RecipientType.TO, address(notification.target()));
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSubject(Line.of(notification), StandardCharsets.UTF_8.name());
    message.setText(text(notification), StandardCharsets.UTF_8.name());
    return message;
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
