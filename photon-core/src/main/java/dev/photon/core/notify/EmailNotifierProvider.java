package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierProvider;
import jakarta.mail.internet.AddressException;
import java.util.List;

/**
 * Notifications of type {@code email}. A target has {@code to}: an address.
 *
 * <p>The operator's options: {@code smtp-host}, {@code from}, {@code smtp-tls} ({@code starttls},
 * the default, {@code tls} or {@code none}), {@code smtp-port} (without it 587, 465 or 25, by
 * {@code smtp-tls}), {@code smtp-user}, and {@code smtp-password} or {@code smtp-password-file}.
 */
public final class EmailNotifierProvider implements NotifierProvider {

  /** Does nothing. */
  public EmailNotifierProvider() {}

  @Override
  public String type() {
    return "email";
  }

  @Override
  public List<String> check(NotificationTarget target) {
    try {
      EmailNotifier.address(target);
      return List.of();
    } catch (AddressException e) {
      return List.of("'to' must be one email address");
    }
  }

  /** Throws {@link IllegalArgumentException} if an option has a value that it cannot have. */
  @Override
  public Notifier open(Context context) {
    return new EmailNotifier(new Mailer(SmtpSettings.of(context.options()), context.clock()));
  }
}
