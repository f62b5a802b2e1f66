package dev.photon.cli.view;

import dev.photon.core.client.Account;
import dev.photon.crypto.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says how long something still counts, and warns before it hurts. */
public final class ValidityView {
  private ValidityView() {}

  /** {@code 89 days left}, {@code ended 3 days ago}, {@code counts in 2 hours}. */
  public static String left(Validity validity, Instant now) {
    if (validity.isEarly(now)) {
      return "counts in " + Words.span(Duration.between(now, validity.from()));
    }
    return validity.isOver(now)
        ? "ended " + ago(validity, now)
        : Words.span(validity.left(now)) + " left";
  }

  /** The same, with its colour. */
  static String marked(Validity validity, Instant now, Style style) {
    String left = left(validity, now);
    if (validity.isOver(now) || validity.isEarly(now)) {
      return style.error(left);
    }
    return validity.nearsItsEnd(now) ? style.warning(left) : left;
  }

  /** What to tell of an account's certificate, if anything. */
  public static Optional<String> notice(Account account, Validity validity, Instant now) {
    if (!validity.nearsItsEnd(now)) {
      return Optional.empty();
    }
    String where = account.endpoint().address();
    return Optional.of(
        "the certificate of "
            + account.email()
            + " at "
            + where
            + " "
            + end(validity, now)
            + "; 'photon register "
            + account.email()
            + " -h "
            + where
            + "' renews it with the same key");
  }

  /** What to tell of the access to a deployment, if anything. */
  public static Optional<String> notice(String deployment, Validity validity, Instant now) {
    if (!validity.nearsItsEnd(now)) {
      return Optional.empty();
    }
    String remedy =
        validity.isOver(now)
            ? "what is your own your account gets back now, for another's ask its owner"
            : "'photon certificate renew --name " + deployment + "' renews it";
    return Optional.of("your access to " + deployment + " " + end(validity, now) + "; " + remedy);
  }

  private static String end(Validity validity, Instant now) {
    return validity.isOver(now)
        ? "ended " + ago(validity, now)
        : "ends in " + Words.span(validity.left(now));
  }

  private static String ago(Validity validity, Instant now) {
    return Words.span(validity.left(now).negated()) + " ago";
  }
}
