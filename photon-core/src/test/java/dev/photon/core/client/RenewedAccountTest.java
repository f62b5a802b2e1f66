package dev.photon.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.event.QueueRuntime;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Identity;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server's account does not end while the server runs. */
class RenewedAccountTest {
  private final QueueRuntime runtime = new QueueRuntime(1);
  private final CertificateAuthority root =
      CertificateAuthority.createRoot(runtime.clock(), new SecureRandom());
  private boolean down;
  private int asked;

  private Credentials issue() throws CertificateRejectedException {
    return root.issueOwn(Identity.account(root.registry(), "ada"));
  }

  private Credentials renew() throws Exception {
    asked++;
    if (down) {
      throw new IOException("the registry does not answer");
    }
    return issue();
  }

  @Test
  void isRenewedInTheLastThirdAndTriedAgainWhereThatFails() throws Exception {
    Credentials first = issue();
    try (RenewedAccount account = new RenewedAccount(first, runtime, this::renew)) {
      runtime.advance(Duration.ofDays(59));
      assertThat(asked).isZero();
      assertThat(account.own(Optional.empty())).contains(first);

      down = true;
      runtime.advance(Duration.ofDays(3));
      assertThat(asked).isGreaterThan(24);
      assertThat(account.own(Optional.empty())).contains(first);

      down = false;
      runtime.advance(Duration.ofHours(2));
      Credentials next = account.own(Optional.empty()).orElseThrow();
      assertThat(next.notAfter()).isAfter(first.notAfter());
      int before = asked;
      runtime.advance(Duration.ofDays(50));
      assertThat(asked).isEqualTo(before);
    }
  }
}
