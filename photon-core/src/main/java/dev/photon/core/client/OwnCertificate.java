package dev.photon.core.client;

import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Purpose;
import dev.photon.crypto.RevocationList;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why a server does not accept our certificate. TLS says only that it does not: so what the server
 * checks is checked here, with the registry's revocation list, which also tells its time.
 */
record OwnCertificate(Credentials own, Clock clock) {
  /** A registry signs its list anew when somebody asks and it is ten minutes old. */
  private static final Duration OLDEST_LIST = Duration.ofMinutes(15);

  /**
   * What to try.
   *
   * @param list asks the registry; only if what is known here does not explain it
   */
  String hint(Supplier<Optional<EncodedRevocations>> list) {
    LatestRevocations revoked = new LatestRevocations(own::trust, clock);
    try {
      check(Revocations.NONE);
      Optional<EncodedRevocations> newest = list.get();
      if (newest.isPresent()) {
        revoked.accept(newest.get());
        check(revoked);
      }
    } catch (CertificateRejectedException e) {
      return e.getMessage() + advice(e.reason());
    }
    return revoked
        .newest()
        .flatMap(this::clockIsAhead)
        .orElse(
            "nothing is wrong with "
                + own.identity()
                + " as seen from here; the server's log says why");
  }

  private void check(Revocations revocations) throws CertificateRejectedException {
    Identity unused =
        new PeerVerifier(own.trust(), clock, revocations)
            .verify(own.chain(), Purpose.CLIENT, Optional.empty());
  }

  private String advice(CertificateRejectedException.Reason reason) {
    boolean account = own.identity().role() == Role.ACCOUNT;
    return switch (reason) {
      case EXPIRED ->
          account
              ? "; 'photon register' with the same e-mail address renews it"
              : "; ask the deployment's owner for another invitation";
      case NOT_YET_VALID -> "; set the clock of this machine if it is wrong";
      case REVOKED ->
          account
              ? "; 'photon register' with another e-mail address makes another account"
              : "; its owner can create the deployment anew";
      default -> "";
    };
  }

  private Optional<String> clockIsAhead(RevocationList list) {
    Instant now = clock.instant();
    return list.issued().plus(OLDEST_LIST).isBefore(now)
        ? Optional.of(
            "it is about "
                + list.issued()
                + " at the registry and "
                + now
                + " here; set the clock that is wrong")
        : Optional.empty();
  }
}
