package dev.photon.core.metacenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.core.simulated.SimulatedWorld;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.MetacenterApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A metacenter's signing authority does not end while its deployment lives. */
class AuthorityRenewalTest {
  private static final String NOTHING =
      """
      version: "0.1"
      services:
        web: {image: web:1}
      """;

  @TempDir Path folder;

  @Test
  void isCertifiedAnewByAHostThatFindsItHalfOver() throws Exception {
    try (SimulatedWorld world = SimulatedWorld.of(5, folder).host()) {
      MetacenterApi owner = world.create("shop", NOTHING);
      String id = owner.status().deployment().value();
      Credentials before = authority(id);
      world.crash("host");
      assertThat(world.run(Duration.ofDays(50), () -> false)).isFalse();

      world.host();

      assertThat(world.run(Duration.ofMinutes(1), () -> isAfter(id, before))).isTrue();
      assertThat(authority(id).leaf().getPublicKey()).isEqualTo(before.leaf().getPublicKey());
      // Both sides go on with what they have: the owner's access was signed under the first one.
      assertThat(owner.status().name()).isEqualTo("shop");
    }
  }

  private boolean isAfter(String id, Credentials before) {
    try {
      return authority(id).notAfter().isAfter(before.notAfter());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Credentials authority(String id) throws IOException {
    return KeyStoreDirectory.open(folder.resolve("host").resolve(id))
        .load("authority")
        .orElseThrow();
  }
}
