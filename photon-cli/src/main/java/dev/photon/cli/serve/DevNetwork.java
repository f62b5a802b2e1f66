package dev.photon.cli.serve;

import dev.photon.config.Datacenter;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Lifetime;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.KeyProtection;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.PriceList;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A whole network on this machine: a registry, a metacenter host, and an agent for each datacenter
 * entry of a file. They speak with each other as they would over the internet. Its keys are in the
 * clear: nobody else relies on them.
 */
public final class DevNetwork implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final String EMAIL = "dev@localhost.localdomain";

  /** Micro-dollars an hour: so little that no max-price is in the way. */
  private static final PriceList CHEAP = new PriceList.PerUnit(1000, 100, 1);

  private final Opened opened = new Opened();
  private final Path folder;
  private final Ports ports;
  private final Account account;
  private final Operator operator;
  private final Endpoint metacenter;

  private DevNetwork(Path folder, PhotonClient client) throws ClientException {
    this.folder = folder;
    this.ports = new Ports(folder.resolve("ports"));
    RegistryServer registry =
        serve(
            "registry",
            listen ->
                RegistryServer.start(
                    new RegistryServer.Options(
                        folder.resolve("registry"),
                        KeyProtection.PLAIN,
                        listen,
                        HOST,
                        Optional.empty(),
                        Map.of())),
            RegistryServer::endpoint);
    this.account = client.register(registry.endpoint(), registry.fingerprint(), EMAIL);
    this.operator = new Operator(account, client.credentials(account), () -> client.renew(account));
    this.metacenter =
        serve(
                "metacenter",
                listen ->
                    MetacenterServer.start(
                        new MetacenterServer.Options(
                            folder.resolve("metacenter"),
                            KeyProtection.PLAIN,
                            operator,
                            Optional.of(registry.enrolToken()),
                            listen,
                            HOST,
                            Map.of("webhook.allow-private", "true"))),
                MetacenterServer::endpoint)
            .endpoint();
  }

  /**
   * Starts a network, or takes up the one that the folder holds.
   *
   * @param client in whose state folder the network's account is kept
   * @throws ServeException when it cannot
   */
  public static DevNetwork start(
      Path folder, PhotonClient client, DeploymentConfig config, Machine machine)
      throws ClientException {
    DevNetwork network = new DevNetwork(folder, client);
    try {
      config.datacenters().values().forEach(entry -> network.addDatacenter(entry, machine));
      return network;
    } catch (ServeException e) {
      network.close();
      throw e;
    }
  }

  private void addDatacenter(Datacenter entry, Machine machine) {
    String name = entry.name().value();
    String key = "datacenter-" + name + "-" + entry.region().text();
    DatacenterServer unused =
        serve(
            key,
            listen ->
                DatacenterServer.start(
                    new DatacenterServer.Options(
                        folder.resolve(key),
                        KeyProtection.PLAIN,
                        operator,
                        name,
                        entry.region(),
                        Lifetime.LONG,
                        CHEAP,
                        machine.backend(),
                        machine.options(),
                        listen,
                        HOST,
                        PortRange.DEFAULT)),
            DatacenterServer::endpoint);
  }

  /**
   * On the port that it had before, so that what others remember stays true; else on a free one.
   */
  private <S extends RunningServer> S serve(
      String name, Function<Endpoint, S> start, Function<S, Endpoint> endpoint) {
    S server;
    try {
      server = start.apply(Endpoint.of(HOST, ports.of(name)));
    } catch (ServeException e) {
      if (ports.of(name) == 0) {
        close();
        throw e;
      }
      server = onAnyPort(start);
    }
    ports.remember(name, endpoint.apply(server).port());
    return opened.add(server);
  }

  private <S> S onAnyPort(Function<Endpoint, S> start) {
    try {
      return start.apply(Endpoint.of(HOST, 0));
    } catch (ServeException e) {
      close();
      throw e;
    }
  }

  /** The account that owns everything here. */
  public Account account() {
    return account;
  }

  /** Where the metacenters are reached. */
  public Endpoint metacenter() {
    return metacenter;
  }

  /** Ends the servers; the nodes stay. */
  @Override
  public void close() {
    opened.close();
  }
}
