package dev.photon.core.notify;

import dev.photon.config.Secret;
import dev.photon.spi.NotifierException;
import dev.photon.spi.NotifierException.Kind;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * Sends email by the SMTP server of an operator, each over a connection of its own. The options are
 * those of {@link EmailNotifierProvider}. Thread-safe; blocking, within half a minute.
 */
public final class Mailer {
  private final SmtpSettings settings;
  private final Clock clock;

  Mailer(SmtpSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * A mailer with these options.
   *
   * @throws IllegalArgumentException if an option has a value that it cannot have, or one is
   *     missing
   */
  public static Mailer of(Map<String, String> options, Clock clock) {
    SmtpSettings settings = SmtpSettings.of(options);
    settings
        .missing()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(name + " is not set");
            });
    return new Mailer(settings, clock);
  }

  /**
   * Sends one message.
   *
   * @param id the same for the same message sent twice; for its Message-ID
   */
  public void send(String id, String to, String subject, String text) throws NotifierException {
    Optional<String> missing = settings.missing();
    if (missing.isPresent()) {
      throw new NotifierException(
          Kind.REJECTED, "this server sends no email: its operator has not set " + missing.get());
    }
    Session session = Session.getInstance(settings.properties());
    Message message;
    try {
      message = message(session, id, to, subject, text);
    } catch (MessagingException e) {
      throw new NotifierException(Kind.REJECTED, "the email cannot be written: " + e.getMessage());
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

  private Message message(Session session, String id, String to, String subject, String text)
      throws MessagingException {
    String messageId = "<" + id.replaceAll("[^A-Za-z0-9._-]", "_") + "@photon.invalid>";
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
          }
        };
    message.setFrom(new InternetAddress(settings.from().orElseThrow(), true));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    message.setSentDate(Date.from(clock.instant()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setSubject(subject, StandardCharsets.UTF_8.name());
    message.setText(text, StandardCharsets.UTF_8.name());
    return message;
  }
}
