package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void acceptsTheGoodChainOfEveryRole() throws Exception {
    CertificateAuthority root = CertificateAuthority.createRoot(CLOCK, RANDOM);
    String registry = root.registry();
    CertificateAuthority west =
        CertificateAuthority.open(
            root.issueOwn(Identity.datacenterAuthority(registry, "west")), CLOCK, RANDOM);
    CertificateAuthority shop =
        CertificateAuthority.open(
            root.issueOwn(Identity.metacenterAuthority(registry, "shop-1f")), CLOCK, RANDOM);
    List<Credentials> all =
        List.of(
            root.issueOwn(Identity.registry(registry)),
            root.issueOwn(Identity.account(registry, "a1b2")),
            west.issueOwn(Identity.agent(registry, "west")),
            shop.issueOwn(Identity.metacenter(registry, "shop-1f")),
            shop.issueOwn(Identity.metacenterAccount(registry, "shop-1f", "a1b2")),
            shop.issueOwn(Identity.serviceConnection(registry, "shop-1f", "db", "west")));
    PeerVerifier verifier = new PeerVerifier(Trust.root(root.credentials().root()), CLOCK);
    Set<Role> seen = EnumSet.noneOf(Role.class);
    for (Credentials credentials : all) {
      for (Purpose purpose : Profile.of(credentials.identity().role()).usages()) {
        assertThat(verifier.verify(credentials.chain(), purpose, Optional.empty()))
            .isEqualTo(credentials.identity());
      }
      seen.add(credentials.identity().role());
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            EnumSet.complementOf(
                EnumSet.of(
                    Role.REGISTRY_AUTHORITY,
                    Role.DATACENTER_AUTHORITY,
                    Role.METACENTER_AUTHORITY)));
  }
}
