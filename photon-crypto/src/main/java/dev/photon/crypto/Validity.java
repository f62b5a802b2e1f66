package dev.photon.crypto;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/**
 * The time in which a certificate counts, both ends included.
 *
 * @param from its first second
 * @param until its last
 */
public record Validity(Instant from, Instant until) {
  private static final int PARTS = 3;

  /** The time of a certificate. */
  public static Validity of(X509Certificate certificate) {
    return new Validity(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** Whether it has not begun. */
  public boolean isEarly(Instant now) {
    return now.isBefore(from);
  }

  /** Whether it is over. */
  public boolean isOver(Instant now) {
    return now.isAfter(until);
  }

  /** How long it still counts; negative when it is over. */
  public Duration left(Instant now) {
    return Duration.between(now, until);
  }

  /** When half of it is over. */
  public Instant halfLife() {
    return from.plus(Duration.between(from, until).dividedBy(2));
  }

  /** Whether half of it is over, or more. */
  public boolean isHalfOver(Instant now) {
    return !now.isBefore(halfLife());
  }

  /** Whether it is time for a new certificate: less than a third is left, or nothing. */
  public boolean nearsItsEnd(Instant now) {
    Duration third = Duration.between(from, until).dividedBy(PARTS);
    return isOver(now) || left(now).compareTo(third) < 0;
  }
}
