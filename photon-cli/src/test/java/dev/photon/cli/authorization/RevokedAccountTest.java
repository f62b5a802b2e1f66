package dev.photon.cli.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.cli.process.Waiting;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.Revoking;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An account that the registry has revoked is refused at its own metacenters, too. */
@Timeout(120)
class RevokedAccountTest {
  private static final Duration HEARD = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void theOwnerOfADeploymentIsNotLetInAnyMore() throws Exception {
    try (Realm realm = new Realm(folder)) {
      RememberedDeployment shop = realm.deployment(realm.ada, "shop");
      CompletableFuture<Optional<ApiException>> ended = new CompletableFuture<>();
      try (Subscription stream = realm.client.events(shop, 0, new Ends(ended))) {
        assertThat(stream).isNotNull();
        assertThat(realm.client.status(shop).name()).isEqualTo("shop");

        realm.client.revokeAccount(
            realm.ada, realm.ada.id(), new Revoking("a test", Optional.empty()));

        assertThat(ended.get(HEARD.toSeconds(), TimeUnit.SECONDS))
            .hasValueSatisfying(why -> assertThat(why.reason()).isEqualTo("revoked"));
        Waiting.until(HEARD, "refused", () -> answer(realm, shop), "revoked"::equals);
      }
    }
  }

  private static String answer(Realm realm, RememberedDeployment shop) {
    ClientException refusal =
        catchThrowableOfType(ClientException.class, () -> realm.client.status(shop));
    return refusal == null ? "let in" : refusal.reason().orElse("");
  }

  private record Ends(CompletableFuture<Optional<ApiException>> ended) implements EventSink {
    @Override
    public void event(Event event) {}

    @Override
    public void ended(Optional<ApiException> cause) {
      ended.complete(cause);
    }
  }
}
