package dev.photon.core.datacenter;

import dev.photon.config.Lifetime;
import dev.photon.config.Protocol;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.core.datacenter.Crashes.Crash;
import dev.photon.core.event.QueueRuntime;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.simulated.SimulatedBackend;
import dev.photon.core.simulated.SimulatedInfrastructure;
import dev.photon.core.simulated.SimulatedOptions;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.EncodedRevocations;
import dev.photon.crypto.Identity;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.Port;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Rollout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** One agent, one simulated datacenter, virtual time; the agent can be killed at any point. */
final class AgentWorld implements AutoCloseable {
  static final DatacenterId DC = new DatacenterId("west");
  static final DeploymentId SHOP = new DeploymentId("shop");
  static final ServiceName WEB = ServiceName.of("web");
  static final ServiceName DB = ServiceName.of("db");
  static final Resources SMALL = new Resources(500, 1 << 20, 1 << 20);
  private static final String REGISTRY = "r1-3f9a01bc.photon.internal";

  final SimulatedInfrastructure infrastructure = new SimulatedInfrastructure();
  final OfferBook registry = new OfferBook();
  final Crashes crashes = new Crashes();
  final Store store = JdbcStore.open("jdbc:sqlite::memory:", "datacenter", "event", "metering");
  final QueueRuntime time;
  private final CertificateAuthority root;
  private final Path folder = newFolder();
  private final SimulatedOptions options;
  private final Gateway gateway;
  private MortalRuntime process;
  private DatacenterAgent agent;
  private int requests;
  private Consumer<List<ObservedNode>> invariant = nodes -> {};

  AgentWorld(long seed, SimulatedOptions options, Gateway gateway) {
    this.time = new QueueRuntime(seed);
    this.root = CertificateAuthority.createRoot(time.clock(), new SecureRandom());
    this.options = options.withSeed(seed);
    this.gateway = gateway;
    crashes.after(-1);
    revoked(1);
    this.process = new MortalRuntime(time);
    this.agent = open();
    agent.start();
  }

  AgentWorld(long seed) {
    this(seed, SimulatedOptions.DEFAULT, Gateway.NONE);
  }

  private DatacenterAgent open() {
    return DatacenterAgent.open(
        new DatacenterAgent.Setup(
            DC,
            new Offering(
                "west", Region.US_WEST, Lifetime.LONG, new PriceList.PerUnit(1, 1, 1), true),
            crashes.around(new SimulatedBackend(DC, options, time.clock(), infrastructure)),
            crashes.around(store),
            process,
            gateway,
            registry,
            Endpoint.of("localhost", 7003),
            revocations(),
            folder.resolve("revoked.crl")));
  }

  private LatestRevocations revocations() {
    return new LatestRevocations(root.credentials()::trust, time.clock());
  }

  /** Has the registry say that these serial numbers do not count any more. */
  void revoked(long number, BigInteger... serials) {
    Map<BigInteger, Instant> all = new HashMap<>();
    for (BigInteger serial : serials) {
      all.put(serial, time.now());
    }
    try {
      byte[] list = root.revocationList(number, all).encoded();
      registry.revoked = Optional.of(new EncodedRevocations(list, List.of()));
    } catch (CertificateRejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("photon-agent");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What must hold whenever a step was taken. */
  void invariant(Consumer<List<ObservedNode>> always) {
    invariant = always;
  }

  /** Kills the process and starts another on the same store and infrastructure. */
  void restart() {
    process.kill();
    process = new MortalRuntime(time);
    agent = open();
    agent.start();
  }

  /** Lets time pass; a process that crashes is started again. */
  void run(Duration duration) {
    for (long passed = 0; passed < duration.toMillis(); passed += 100) {
      try {
        time.advance(Duration.ofMillis(100));
      } catch (Crash e) {
        restart();
      }
      invariant.accept(nodes());
    }
  }

  /** A call of a metacenter, which repeats it with the same key until it is answered. */
  void call(DeploymentId as, Call call) {
    var key = new RequestKey("r" + requests++);
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        call.with(view(as), key);
        return;
      } catch (Crash e) {
        restart();
      }
    }
    throw new AssertionError("never answered");
  }

  /** Sends a part, for which the registry has a lease. */
  void put(DesiredDeployment part) {
    registry.lease(DC, part);
    call(part.deployment(), (api, key) -> api.deploymentUpdate(key, part));
  }

  void delete(DeploymentId id, long epoch) {
    call(id, (api, key) -> api.deploymentDelete(key, id, epoch));
  }

  DatacenterApi view(DeploymentId as) {
    return view(Optional.of(Identity.metacenter(REGISTRY, as.value())));
  }

  DatacenterApi view(Optional<Identity> as) {
    return agent.view(new Caller(as, Identity.agent(REGISTRY, DC.value())));
  }

  static Identity account() {
    return Identity.account(REGISTRY, "ada");
  }

  List<ObservedNode> nodes() {
    return infrastructure.nodes(DC, time.now());
  }

  List<String> ids() {
    return nodes().stream().map(n -> n.id().toString()).toList();
  }

  static DesiredDeployment part(long revision, long epoch, DesiredService... services) {
    return new DesiredDeployment(
        SHOP,
        revision,
        epoch,
        Arrays.asList(services),
        Set.of(new Connection(WEB, DB, 5432, Protocol.TCP)),
        Set.of());
  }

  static DesiredService web(int nodes, String image) {
    return new DesiredService(WEB, nodes, template(image, 80, true), List.of(DB), Rollout.DEFAULT);
  }

  static DesiredService db(int nodes, String image) {
    return new DesiredService(DB, nodes, template(image, 5432, false), List.of(), Rollout.DEFAULT);
  }

  static NodeTemplate template(String image, int port, boolean anyone) {
    return new NodeTemplate(
        image,
        List.of(),
        Map.of(),
        SMALL,
        List.of(new Port(port, anyone ? Protocol.HTTP : Protocol.TCP, anyone, port)));
  }

  @Override
  public void close() {
    agent.close();
    store.close();
    infrastructure.close();
  }

  /** One call of the agent's API. */
  @FunctionalInterface
  interface Call {
    void with(DatacenterApi api, RequestKey key);
  }
}
