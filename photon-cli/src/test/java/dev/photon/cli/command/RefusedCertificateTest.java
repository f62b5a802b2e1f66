package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.serve.RegistryServer;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.api.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told whose certificate a real registry does not let through. */
class RefusedCertificateTest {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // made anew before each test
  private RegistryServer registry;

  @BeforeEach
  void register() throws Exception {
    registry =
        RegistryServer.start(
            new RegistryServer.Options(
                folder.resolve("registry"),
                KeyProtection.PLAIN,
                Endpoint.of(HOST, 0),
                HOST,
                Optional.empty(),
                Map.of()));
    String fingerprint = registry.fingerprint().text();
    assertThat(photon("register", "ada@example.com", "--ca-fingerprint", fingerprint).status())
        .isZero();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private Ran photon(String... command) {
    return Ran.run(
        Stream.of(
                List.of(command),
                List.of("-h", registry.endpoint().address()),
                List.of("--state", folder.resolve("state").toString()))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private Path account() throws Exception {
    try (Stream<Path> accounts = Files.list(folder.resolve("state/accounts"))) {
      return accounts.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  /** Without what is another one each time. */
  private String steady(Ran ran) {
    return ran.text()
        .replace(registry.endpoint().address(), "HOST:PORT")
        .replaceAll("r1-[0-9a-f]{8}", "r1-NAME")
        .replaceAll("/account/[0-9a-f]+", "/account/ID")
        .replaceAll("ended .* ago;", "ended SOME TIME ago;")
        .replaceAll("[0-9-]{10}T[0-9:]{8}Z", "TIME");
  }

  @Test
  void aRevokedOne() throws Exception {
    String id = account().getFileName().toString().replaceAll(".*\\.", "");
    assertThat(photon("revoke", "account", id, "--yes").status()).isZero();

    Golden.assertSame("refused-revoked", steady(photon("list")));
  }

  @Test
  void anExpiredOne() throws Exception {
    KeyStoreDirectory kept = KeyStoreDirectory.open(account());
    Credentials own = kept.load("account").orElseThrow();
    Credentials root =
        KeyStoreDirectory.open(folder.resolve("registry/keys")).load("root").orElseThrow();
    Clock then = Clock.fixed(root.notBefore().plusSeconds(1), Clock.systemUTC().getZone());
    kept.save(
        "account",
        new Credentials(
            own.privateKey(),
            CertificateAuthority.open(root, then, new SecureRandom())
                .issue(own.leaf().getPublicKey(), own.identity(), Duration.ofSeconds(1)),
            own.root()));

    Golden.assertSame("refused-expired", steady(photon("list")));
  }
}
