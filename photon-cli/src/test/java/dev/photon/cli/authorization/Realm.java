package dev.photon.cli.authorization;

import dev.photon.cli.serve.DatacenterServer;
import dev.photon.cli.serve.MetacenterServer;
import dev.photon.cli.serve.Operator;
import dev.photon.cli.serve.PortRange;
import dev.photon.cli.serve.RegistryServer;
import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.core.client.Account;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.core.plugin.Plugins;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.Revoking;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The three servers as the commands start them, of three accounts: ops hosts the metacenters, ada
 * has the datacenter west, bob the datacenter east. The keys of the authorities are read from where
 * the servers keep them, so that a test can hold any certificate that exists.
 */
final class Realm implements AutoCloseable {
  static final Clock CLOCK = Clock.systemUTC();
  private static final String HOST = "127.0.0.1";
  private static final Endpoint ANY_PORT = Endpoint.of(HOST, 0);
  private static final Duration MOST = Duration.ofSeconds(60);

  final RegistryServer registry;
  final MetacenterServer metacenters;
  final DatacenterServer west;
  final DatacenterServer east;
  final PhotonClient client;
  final Account ops;
  final Account ada;
  final Account bob;

  /** Of an account that had revoked itself when the other servers started. */
  final Credentials revoked;

  final TransportProvider transports = Plugins.standard().transport("grpc");
  private final Path folder;

  Realm(Path folder) throws Exception {
    this.folder = folder;
    this.registry =
        RegistryServer.start(
            new RegistryServer.Options(
                folder.resolve("registry"),
                KeyProtection.PLAIN,
                ANY_PORT,
                HOST,
                Optional.empty(),
                Map.of()));
    this.client = PhotonClient.open(folder.resolve("people"), transports, CLOCK);
    this.ops = account("ops@example.com");
    this.ada = account("ada@example.com");
    this.bob = account("bob@example.com");
    Account eve = account("eve@example.com");
    this.revoked = client.credentials(eve);
    client.revokeAccount(eve, eve.id(), new Revoking("a test", Optional.empty()));
    this.metacenters =
        MetacenterServer.start(
            new MetacenterServer.Options(
                folder.resolve("metacenter"),
                KeyProtection.PLAIN,
                operator(ops),
                Optional.of(registry.enrolToken()),
                ANY_PORT,
                HOST,
                Map.of("webhook.allow-private", "true")));
    this.west = datacenter("west", ada, Region.US_WEST);
    this.east = datacenter("east", bob, Region.US_EAST);
  }

  Account account(String email) throws Exception {
    return client.register(registry.endpoint(), registry.fingerprint(), email);
  }

  private Operator operator(Account account) throws Exception {
    return new Operator(account, client.credentials(account), () -> client.renew(account));
  }

  private DatacenterServer datacenter(String name, Account account, Region region)
      throws Exception {
    return DatacenterServer.start(
        new DatacenterServer.Options(
            folder.resolve(name),
            KeyProtection.PLAIN,
            operator(account),
            name,
            region,
            Lifetime.LONG,
            new PriceList.PerUnit(1000, 100, 1),
            "simulated",
            Map.of(),
            ANY_PORT,
            HOST,
            PortRange.DEFAULT));
  }

  /** A deployment without a revision, whose metacenter serves. */
  RememberedDeployment deployment(Account owner, String name) throws Exception {
    return client.create(owner, new DeploymentName(name), MOST, Progress.NONE);
  }

  /** The name of the registry, which all identities end in. */
  String name() {
    return ada.registry();
  }

  CertificateAuthority root() throws Exception {
    return authority("registry/keys", "root", CLOCK);
  }

  /** The root as if it were another time. */
  CertificateAuthority rootAt(Clock clock) throws Exception {
    return authority("registry/keys", "root", clock);
  }

  CertificateAuthority authority(DeploymentId metacenter) throws Exception {
    return authority("metacenter/keys/" + metacenter, "authority", CLOCK);
  }

  /** The authority of the datacenter west or east. */
  CertificateAuthority authority(String datacenter) throws Exception {
    return authority(datacenter + "/keys", "authority", CLOCK);
  }

  private CertificateAuthority authority(String keys, String name, Clock clock) throws Exception {
    Credentials kept = KeyStoreDirectory.open(folder.resolve(keys)).load(name).orElseThrow();
    return CertificateAuthority.open(kept, clock, new SecureRandom());
  }

  @Override
  public void close() {
    client.close();
    east.close();
    west.close();
    metacenters.close();
    registry.close();
  }
}
