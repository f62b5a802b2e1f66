package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.photon.core.client.Account;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.Progress;
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
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.RegistryApi;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each server refuses a client without a certificate, and one of another root. */
class RefusalIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private static Path folder;
  private static Running running = new Running(Map.of(), Optional.empty(), Map.of());

  private record Running(
      Map<String, PhotonProcess> servers,
      Optional<Credentials> account,
      Map<String, Endpoint> endpoints) {}

  @BeforeAll
  static void serve() throws Exception {
    String state = folder.resolve("state").toString();
    String passphrase = PassphraseFile.in(folder).toString();
    PhotonProcess registry =
        PhotonProcess.serve(
            folder,
            "registry",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--state",
            state,
            "--passphrase-file",
            passphrase);
    Credentials account;
    try (PhotonClient client =
        PhotonClient.open(Path.of(state), Plugins.standard().transport("grpc"), CLOCK)) {
      CertificateFingerprint pinned =
          CertificateFingerprint.parse(registry.ready("ca-fingerprint"));
      Account registered =
          client.register(endpoint(registry, "registry"), pinned, "ada@example.com");
      assertThat(client.claimedFingerprint(endpoint(registry, "registry"))).isEqualTo(pinned);
      account = client.credentials(registered);
    }
    PhotonProcess metacenter =
        PhotonProcess.serve(
            folder,
            "metacenter",
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--state",
            state,
            "--passphrase-file",
            passphrase,
            "--enrol-token-file",
            registry.ready("enrol-token-file"));
    Endpoint deployment;
    try (PhotonClient client =
        PhotonClient.open(Path.of(state), Plugins.standard().transport("grpc"), CLOCK)) {
      deployment =
          client
              .create(
                  client.account(Optional.empty()),
                  new DeploymentName("refusals"),
                  Duration.ofSeconds(60),
                  Progress.NONE)
              .endpoint();
    }
    PhotonProcess datacenter =
        PhotonProcess.serve(
            folder,
            "datacenter",
            "serve",
            "--name",
            "here",
            "--region",
            "local",
            "--backend",
            "simulated",
            "--listen",
            "127.0.0.1:0",
            "--state",
            state,
            "--passphrase-file",
            passphrase);
    running =
        new Running(
            Map.of("registry", registry, "metacenter", metacenter, "datacenter", datacenter),
            Optional.of(account),
            Map.of(
                "registry",
                endpoint(registry, "registry").as(Identity.registry(account.identity().registry())),
                "metacenter",
                deployment,
                "datacenter",
                endpoint(datacenter, "datacenter")
                    .as(Identity.agent(account.identity().registry(), datacenter.ready("id")))));
  }

  @AfterAll
  static void end() {
    for (PhotonProcess server : running.servers().values()) {
      server.close();
    }
  }

  private static Endpoint endpoint(PhotonProcess server, String name) {
    String[] address = server.ready(name).split(":", 2);
    return Endpoint.of(address[0], Integer.parseInt(address[1]));
  }

  private static Endpoint endpoint(String name) {
    return Optional.ofNullable(running.endpoints().get(name)).orElseThrow();
  }

  private static Credentials account() {
    return running.account().orElseThrow();
  }

  /** Whoever may call the registry's root a friend, with those credentials or none. */
  private static void assertRefused(Optional<Credentials> own, Consumer<Transport> call)
      throws Exception {
    CredentialsSource source =
        new CredentialsSource() {
          @Override
          public Optional<Credentials> own(Optional<String> serverName) {
            return own;
          }

          @Override
          public Trust trust() {
            return Trust.root(account().root());
          }
        };
    try (Transport transport =
        Plugins.standard()
            .transport("grpc")
            .open(new TransportProvider.Context(source, CLOCK, Duration.ofSeconds(10)))) {
      assertThatThrownBy(() -> call.accept(transport))
          .isInstanceOfSatisfying(
              ApiException.class,
              e ->
                  assertThat(e.status())
                      .as(e.toString())
                      .isIn(ApiException.Status.UNAUTHENTICATED, ApiException.Status.UNAVAILABLE));
    }
  }

  private static Optional<Credentials> stranger() throws Exception {
    CertificateAuthority other = CertificateAuthority.createRoot(CLOCK, new SecureRandom());
    return Optional.of(other.issueOwn(Identity.account(other.registry(), "mallory")));
  }

  private static void registry(Transport transport) {
    var unused = transport.connect(endpoint("registry"), RegistryApi.class).accountMetacenters();
  }

  private static void metacenter(Transport transport) {
    var unused = transport.connect(endpoint("metacenter"), MetacenterApi.class).status();
  }

  private static void datacenter(Transport transport) {
    var unused =
        transport
            .connect(endpoint("datacenter"), DatacenterApi.class)
            .deploymentStatus(new DeploymentId("some"));
  }

  @Test
  void theRegistryServesItsAccount() throws Exception {
    try (Transport transport =
        Plugins.standard()
            .transport("grpc")
            .open(
                new TransportProvider.Context(
                    CredentialsSource.of(account()), CLOCK, Duration.ofSeconds(10)))) {
      RegistryApi registry = transport.connect(endpoint("registry"), RegistryApi.class);

      assertThat(registry.accountDatacenters()).hasSize(1);
    }
  }

  @Test
  void theRegistryRefusesStrangers() throws Exception {
    assertRefused(Optional.empty(), RefusalIT::registry);
    assertRefused(stranger(), RefusalIT::registry);
  }

  @Test
  void theMetacenterRefusesStrangers() throws Exception {
    assertRefused(Optional.empty(), RefusalIT::metacenter);
    assertRefused(stranger(), RefusalIT::metacenter);
  }

  @Test
  void theDatacenterRefusesStrangers() throws Exception {
    assertRefused(Optional.empty(), RefusalIT::datacenter);
    assertRefused(stranger(), RefusalIT::datacenter);
  }
}
