package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.core.client.Account;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.plugin.Plugins;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Trust;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees of those whom a server refuses: a line each in the log of the process. Whom
 * the servers refuse is tried in one process, where it is quick.
 */
class RefusalIT {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Duration LOGGED = Duration.ofSeconds(10);

  @TempDir private Path folder = Path.of("");

  @Test
  void eachIsALineInTheLogOfTheProcessAndNoStackTrace() throws Exception {
    String state = folder.resolve("state").toString();
    String[] command = {
      "registry", "serve", "--listen", "127.0.0.1:0", "--state", state, "--plain-keys"
    };
    try (PhotonProcess server = PhotonProcess.serve(folder, command);
        PhotonClient client =
            PhotonClient.open(folder.resolve("ada"), Plugins.standard().transport("grpc"), CLOCK)) {
      String[] address = server.ready("registry").split(":", 2);
      Endpoint registry = Endpoint.of(address[0], Integer.parseInt(address[1]));
      CertificateFingerprint printed = CertificateFingerprint.parse(server.ready("ca-fingerprint"));
      assertThat(client.claimedFingerprint(registry)).isEqualTo(printed);
      Account ada = client.register(registry, printed, "ada@example.com");
      assertThat(client.list(ada)).isEmpty();
      Trust root = Trust.root(client.credentials(ada).root());

      assertRefused(Optional.empty(), root, ada.endpoint());
      assertRefused(Optional.of(stranger()), root, ada.endpoint());

      String log =
          Waiting.until(
              LOGGED,
              "both are told",
              server::logged,
              text -> text.contains(" to nobody from ") && text.contains("refused a handshake"));
      assertThat(log.lines().filter(line -> line.contains("refused accountMetacenters to nobody")))
          .hasSize(1);
      assertThat(log).doesNotContain("\tat ", "Exception");
    }
  }

  private static Credentials stranger() throws Exception {
    CertificateAuthority other = CertificateAuthority.createRoot(CLOCK, new SecureRandom());
    return other.issueOwn(Identity.account(other.registry(), "mallory"));
  }

  /** Whoever takes the registry's root for a friend, with those credentials or none. */
  private static void assertRefused(Optional<Credentials> own, Trust root, Endpoint registry)
      throws Exception {
    CredentialsSource source =
        new CredentialsSource() {
          @Override
          public Optional<Credentials> own(Optional<String> serverName) {
            return own;
          }

          @Override
          public Trust trust() {
            return root;
          }
        };
    try (Transport transport =
        Plugins.standard()
            .transport("grpc")
            .open(new TransportProvider.Context(source, CLOCK, Duration.ofSeconds(10)))) {
      RegistryApi api = transport.connect(registry, RegistryApi.class);
      ApiException refusal = catchThrowableOfType(ApiException.class, api::accountMetacenters);
      assertThat(refusal).isNotNull();
      assertThat(refusal.status())
          .isIn(ApiException.Status.UNAUTHENTICATED, ApiException.Status.UNAVAILABLE);
    }
  }
}
