package dev.photon.core.simulated;

import dev.photon.config.Lifetime;
import dev.photon.config.Region;
import dev.photon.core.datacenter.DatacenterAgent;
import dev.photon.core.datacenter.DatacenterEnrolment;
import dev.photon.core.datacenter.Offering;
import dev.photon.core.event.JdbcEventLog;
import dev.photon.core.event.NotificationSender;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.metacenter.MetacenterHost;
import dev.photon.core.registry.Registry;
import dev.photon.core.store.JdbcStore;
import dev.photon.core.store.Store;
import dev.photon.core.transport.local.LocalNetwork;
import dev.photon.core.transport.local.LocalTransportProvider;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Keys;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.PeerVerifier;
import dev.photon.crypto.Revocations;
import dev.photon.crypto.SigningRequest;
import dev.photon.crypto.Trust;
import dev.photon.spi.Notifier;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A whole network in one thread: registry, metacenter host and simulated datacenters on one virtual
 * clock and one queue under a seed. The same seed and the same calls give the same run. Not
 * thread-safe.
 */
public final class SimulatedWorld implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final PriceList PRICES = new PriceList.PerUnit(10_000, 2_000, 100);

  private final Path folder;
  private final SimulatedTime time;
  private final SimulatedMessages messages;
  private final TransportProvider transports;
  private final SimulatedInfrastructure infrastructure = new SimulatedInfrastructure();
  private final Map<String, Store> stores = new TreeMap<>();
  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<String, DatacenterId> datacenters = new TreeMap<>();
  private final Map<String, Endpoint> metacenters = new TreeMap<>();
  private final Map<String, Notifier> notifiers = new TreeMap<>();
  private final Registry registry;
  private final Endpoint registryEndpoint;
  private final Credentials operator;
  private int requests;

  /** A role that runs: what a crash cuts off. */
  private record Role(SimulatedRuntime runtime, Transport.Server server, Transport own) {}

  private SimulatedWorld(long seed, Path folder) throws IOException {
    this.folder = folder;
    this.time = new SimulatedTime(seed);
    this.messages = new SimulatedMessages(time);
    this.transports = new LocalTransportProvider(new LocalNetwork(messages));
    SimulatedRuntime runtime = new SimulatedRuntime(time);
    this.registry =
        Registry.open(
            new Registry.Setup(
                store("registry", "registry"),
                KeyStoreDirectory.open(folder.resolve("registry")),
                runtime,
                folder.resolve("registry").resolve("enrol-token"),
                folder.resolve("registry").resolve("operator-token"),
                "registry"));
    Transport transport = transport(registry.credentials(), registry.revocations());
    Transport.Server server =
        transport.serve(Endpoint.of("registry", 7400), RegistryApi.class, registry::view);
    roles.put("registry", new Role(runtime, server, transport));
    this.registryEndpoint = server.address().as(registry.identity());
    this.operator = account("operator@example.com");
  }

  /**
   * Begins a world: a registry, and an account that may host metacenters.
   *
   * @param folder for keys; empty
   */
  public static SimulatedWorld of(long seed, Path folder) {
    try {
      return new SimulatedWorld(seed, folder);
    } catch (IOException e) {
      throw new IllegalStateException("a simulated world cannot begin", e);
    }
  }

  /** Lets the metacenters notify targets of a type; before {@link #host}. */
  public SimulatedWorld notifier(String type, Notifier notifier) {
    notifiers.put(type, notifier);
    return this;
  }

  /** Starts a metacenter host, or starts it again after a crash. */
  public SimulatedWorld host() {
    String name = "host";
    SimulatedRuntime runtime = new SimulatedRuntime(time);
    Store store = store(name, "metacenter", "event", "metering");
    Endpoint here = Endpoint.of(name, 7500);
    Transport account = transport(operator());
    LatestRevocations revocations = revocations();
    try {
      MetacenterHost host =
          MetacenterHost.open(
              new MetacenterHost.Setup(
                  store,
                  KeyStoreDirectory.open(folder.resolve(name)),
                  runtime,
                  transports,
                  registryEndpoint,
                  account.connect(registryEndpoint, RegistryApi.class),
                  operator::trust,
                  Optional.of(registry.enrolToken()),
                  () -> here,
                  new JdbcEventLog(store, runtime),
                  new NotificationSender(runtime, type -> Optional.ofNullable(notifiers.get(type))),
                  revocations,
                  folder.resolve(name + ".crl")));
      Transport own = transport(host.credentials(), revocations);
      Transport.Server server = own.serve(here, MetacenterApi.class, host::view);
      host.start();
      roles.put(name, new Role(runtime, server, own));
      return this;
    } catch (IOException e) {
      throw new IllegalStateException("a host cannot begin", e);
    }
  }

  /** Starts a datacenter with eight cpus, or starts its agent again after a crash. */
  public SimulatedWorld datacenter(String name, Region region) {
    SimulatedRuntime runtime = new SimulatedRuntime(time);
    Transport account = transport(operator());
    LatestRevocations revocations = revocations();
    try {
      DatacenterEnrolment.Enrolled enrolled =
          DatacenterEnrolment.enrol(
              account.connect(registryEndpoint, RegistryApi.class),
              operator,
              KeyStoreDirectory.open(folder.resolve(name)),
              runtime,
              name,
              region);
      datacenters.put(name, enrolled.id());
      Transport own = transport(enrolled.credentials(), revocations);
      Endpoint here = Endpoint.of(name, 7600);
      DatacenterAgent agent =
          DatacenterAgent.open(
              new DatacenterAgent.Setup(
                  enrolled.id(),
                  new Offering(name, region, Lifetime.LONG, PRICES, true),
                  new SimulatedBackend(
                      enrolled.id(),
                      SimulatedOptions.DEFAULT.withAnswer(false),
                      time.clock(),
                      infrastructure),
                  store(name, "datacenter", "event", "metering"),
                  runtime,
                  Gateway.NONE,
                  own.connect(registryEndpoint, RegistryApi.class),
                  here.as(enrolled.agent()),
                  revocations,
                  folder.resolve(name + ".crl")));
      Transport.Server server = own.serve(here, DatacenterApi.class, agent::view);
      enrolled.renewal().by(own.connect(registryEndpoint, RegistryApi.class));
      agent.start();
      roles.put(name, new Role(runtime, server, own));
      return this;
    } catch (IOException | CertificateRejectedException e) {
      throw new IllegalStateException("datacenter " + name + " cannot begin", e);
    }
  }

  /** Kills the process of a role as {@code kill -9} does; what it had stored is there. */
  public void crash(String name) {
    Role role = Optional.ofNullable(roles.remove(name)).orElseThrow();
    role.runtime().crash();
    role.own().close();
  }

  /** Creates a deployment as its owner does, and returns the owner's access to it. */
  public MetacenterApi create(String deployment, String document) {
    Transport account = transport(operator());
    RegistryApi asAccount = account.connect(registryEndpoint, RegistryApi.class);
    KeyPair key = Keys.generate();
    Nonce nonce = asAccount.nonce();
    MetacenterRequest request =
        new MetacenterRequest(
            deployment, new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce));
    RequestKey once = key();
    List<MetacenterGrant> granted = new ArrayList<>();
    boolean placed =
        time.run(
            PATIENCE,
            () -> {
              granted.clear();
              granted.add(asAccount.metacenterCreate(once, request));
              return granted.get(0).place().isPresent();
            });
    if (!placed) {
      throw new IllegalStateException("no host has launched " + deployment);
    }
    var place = granted.get(0).place().orElseThrow();
    Identity expected =
        Identity.metacenterAccount(
            registry.identity().registry(),
            granted.get(0).id().value(),
            operator.identity().account().orElseThrow());
    CredentialsSource owner =
        CredentialsSource.of(credentials(operator.trust(), key, place.ownerChain(), expected));
    metacenters.put(deployment, place.endpoint());
    MetacenterApi api = metacenter(deployment, owner);
    RequestKey update = key();
    if (!time.run(PATIENCE, () -> updated(api, update, document))) {
      throw new IllegalStateException(deployment + " does not take its document");
    }
    return api;
  }

  /** As every client does, repeats what may succeed when it is repeated. */
  private static boolean updated(MetacenterApi api, RequestKey key, String document) {
    try {
      api.update(key, new Revision(document));
      return true;
    } catch (ApiException e) {
      if (e.retryable()) {
        return false;
      }
      throw e;
    }
  }

  /** The metacenter of a deployment that was created here, as somebody else calls it. */
  public MetacenterApi metacenter(String deployment, CredentialsSource as) {
    Endpoint place = Optional.ofNullable(metacenters.get(deployment)).orElseThrow();
    return transport(as).connect(place, MetacenterApi.class);
  }

  /** The account that owns what is created here. */
  public CredentialsSource operator() {
    return CredentialsSource.of(operator);
  }

  /** The registry, as the operator of the world sees it. */
  public RegistryApi registry() {
    return registry(operator());
  }

  /** The registry, as somebody else sees it. */
  public RegistryApi registry(CredentialsSource as) {
    return transport(as).connect(registryEndpoint, RegistryApi.class);
  }

  /** Lets the world go on until a condition holds. */
  public boolean run(Duration most, BooleanSupplier until) {
    return time.run(most, until);
  }

  /** The machines behind the datacenters: tests kill nodes there. */
  public SimulatedInfrastructure infrastructure() {
    return infrastructure;
  }

  public SimulatedTime time() {
    return time;
  }

  /** The messages between the roles: tests lose some. */
  public SimulatedMessages messages() {
    return messages;
  }

  public DatacenterId datacenter(String name) {
    return Optional.ofNullable(datacenters.get(name)).orElseThrow();
  }

  @Override
  public void close() {
    roles.values().forEach(role -> role.own().close());
    stores.values().forEach(Store::close);
    infrastructure.close();
  }

  /** Makes an account at the registry. */
  public Credentials account(String email) {
    Transport first = transport(CredentialsSource.anonymous(Trust.pinned(registry.fingerprint())));
    RegistryApi api = first.connect(registryEndpoint, RegistryApi.class);
    KeyPair key = Keys.generate();
    Nonce nonce = api.nonce();
    AccountGrant grant =
        api.accountCreate(
            key(),
            new AccountRequest(
                email, new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce)));
    Identity expected = Identity.account(registry.identity().registry(), grant.account().value());
    return credentials(Trust.pinned(registry.fingerprint()), key, grant.chain(), expected);
  }

  private Credentials credentials(
      Trust trust, KeyPair key, List<X509Certificate> answer, Identity expected) {
    try {
      return new PeerVerifier(trust, time.clock()).accept(key.getPrivate(), answer, expected);
    } catch (CertificateRejectedException e) {
      throw new IllegalStateException("what was issued cannot be used", e);
    }
  }

  private Transport transport(CredentialsSource credentials) {
    return transport(credentials, Revocations.NONE);
  }

  private Transport transport(CredentialsSource credentials, Revocations revocations) {
    return transports.open(
        new TransportProvider.Context(credentials, time.clock(), DEADLINE, revocations));
  }

  private LatestRevocations revocations() {
    return new LatestRevocations(operator::trust, time.clock());
  }

  /** A role's store outlives the role's crashes. */
  private Store store(String name, String... schemas) {
    return stores.computeIfAbsent(name, n -> JdbcStore.open("jdbc:sqlite::memory:", schemas));
  }

  private RequestKey key() {
    return new RequestKey("request-" + ++requests);
  }
}
