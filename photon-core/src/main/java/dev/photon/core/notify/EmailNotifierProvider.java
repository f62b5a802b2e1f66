package dev.photon.core.notify;

import dev.photon.config.NotificationTarget;
import dev.photon.spi.Notifier;
import dev.photon.spi.NotifierProvider;
import jakarta.mail.internet.AddressException;
import java.util.List;

/**
 * Notifications of type {@code email}. A target has {@code to}: an address, or several with commas
 * between.
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
    List<String> faults = Settings.unknown(target, List.of("to"));
    String to = target.settings().get("to");
    if (to == null) {
      faults.add("an email needs an address: to");
    } else {
      try {
        EmailNotifier.addresses(to);
      } catch (AddressException e) {
        faults.add("'to' must be an email address, or several with commas between");
      }
    }
    if (target.secret().isPresent()) {
      faults.add("an email is not signed; a secret is for webhooks");
    }
    return faults;
  }

  /** Throws {@link IllegalArgumentException} if an option has a value that it cannot have. */
  @Override
  public Notifier open(Context context) {
    return new EmailNotifier(SmtpSettings.of(context.options()), context.clock());
  }
}
