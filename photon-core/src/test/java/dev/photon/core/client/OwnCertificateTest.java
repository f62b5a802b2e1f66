package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told about a certificate that a server does not accept. */
class OwnCertificateTest {
  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final Supplier<Optional<EncodedRevocations>> NO_ANSWER = Optional::empty;

  private final SecureRandom random = new SecureRandom();

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private CertificateAuthority root;

  @SuppressWarnings("NullAway.Init")
  private Credentials account;

  @BeforeEach
  void issue() throws Exception {
    root = CertificateAuthority.createRoot(at(NOW), random);
    account = root.issueOwn(Identity.account(root.registry(), "ada"));
  }

  private static Clock at(Instant time) {
    return Clock.fixed(time, ZoneOffset.UTC);
  }

  private Supplier<Optional<EncodedRevocations>> list(Instant issued, BigInteger... serials)
      throws Exception {
    Map<BigInteger, Instant> revoked = new HashMap<>();
    for (BigInteger serial : serials) {
      revoked.put(serial, issued);
    }
    byte[] der =
        CertificateAuthority.open(root.credentials(), at(issued), random)
            .revocationList(serials.length, revoked)
            .encoded();
    return () -> Optional.of(new EncodedRevocations(der, List.of()));
  }

  private static String hint(
      Credentials own, Instant now, Supplier<Optional<EncodedRevocations>> list) {
    return new OwnCertificate(own, at(now)).hint(list);
  }

  @Test
  void itsTimeIsKnownWithoutAskingAnybody() {
    Supplier<Optional<EncodedRevocations>> nobody =
        () -> {
          throw new AssertionError("nobody is to be asked");
        };

    assertThat(hint(account, NOW.plus(Duration.ofDays(91)), nobody))
        .isEqualTo(
            "the certificate of "
                + account.identity()
                + " has expired at "
                + account.notAfter()
                + "; 'photon register' with the same e-mail address renews it");
    assertThat(hint(account, NOW.minus(Duration.ofHours(1)), nobody))
        .contains(" counts only from ")
        .endsWith("; set the clock of this machine if it is wrong");
  }

  @Test
  void theListTellsThatAnAccountWasRevoked() throws Exception {
    assertThat(hint(account, NOW, list(NOW, account.leaf().getSerialNumber())))
        .isEqualTo(
            "the certificate of "
                + account.identity()
                + " has been revoked;"
                + " 'photon register' with another e-mail address makes another account");
  }

  @Test
  void theListTellsThatAMetacenterWasRevokedWithTheAccessesToIt() throws Exception {
    Credentials authority = root.issueOwn(Identity.metacenterAuthority(root.registry(), "shop"));
    Credentials access =
        CertificateAuthority.open(authority, at(NOW), random)
            .issueOwn(
                Identity.metacenterAccount(root.registry(), "shop", "ada"), Duration.ofHours(1));

    assertThat(hint(access, NOW, list(NOW, authority.leaf().getSerialNumber())))
        .isEqualTo(
            "the certificate of "
                + authority.identity()
                + " has been revoked; its owner can create the deployment anew");
    assertThat(hint(access, NOW.plus(Duration.ofHours(2)), NO_ANSWER))
        .endsWith("; ask the deployment's owner for another invitation");
  }

  @Test
  void theListTellsWhichTimeItIsAtTheRegistry() throws Exception {
    String ahead = hint(account, NOW.plus(Duration.ofDays(2)), list(NOW));
    String behind = hint(account, NOW, list(NOW.plus(Duration.ofDays(2))));

    assertThat(ahead)
        .isEqualTo(
            "it is about 2026-05-01T12:00:00Z at the registry and 2026-05-03T12:00:00Z here;"
                + " set the clock that is wrong");
    assertThat(behind)
        .contains("2026-05-03T12:00:00Z", "2026-05-01T12:00:00Z here, compare the clocks");
    assertThat(hint(account, NOW.plus(Duration.ofMinutes(11)), list(NOW)))
        .as("a list that is not signed anew yet")
        .doesNotContain("clock");
  }

  @Test
  void whereNothingIsWrongThePeersLogIsToBeAsked() throws Exception {
    String expected =
        "nothing is wrong with "
            + account.identity()
            + " as seen from here; the server's log says why";

    assertThat(hint(account, NOW, list(NOW))).isEqualTo(expected);
    assertThat(hint(account, NOW, NO_ANSWER)).isEqualTo(expected);
  }
}
