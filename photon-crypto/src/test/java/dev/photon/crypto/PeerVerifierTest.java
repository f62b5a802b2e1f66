package dev.photon.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerVerifierTest {
  @Test
  void acceptsTheGoodChainOfEveryRole() throws Exception {
    Set<Role> seen = EnumSet.noneOf(Role.class);
    for (Network network : Network.layouts(Network.CLOCK)) {
      for (Credentials credentials : network.peers()) {
        for (Purpose purpose : Profile.of(credentials.identity().role()).usages()) {
          assertThat(network.verifier().verify(credentials.chain(), purpose, Optional.empty()))
              .isEqualTo(credentials.identity());
        }
        seen.add(credentials.identity().role());
      }
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            Arrays.stream(Role.values()).filter(role -> !role.isAuthority()).toArray(Role[]::new));
  }
}
