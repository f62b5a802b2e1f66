package dev.photon.cli.process;

import dev.photon.config.DatacenterName;
import dev.photon.config.Lifetime;
import dev.photon.config.Price;
import dev.photon.config.ProfileName;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.core.client.Account;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.plugin.Plugins;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import dev.photon.spi.Transport;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.LeaseUse;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.Nonce;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.PriceList;
import dev.photon.spi.api.ProfileRequirement;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Metacenters, an agent and an owner who call a registry at once and remember what it has
 * acknowledged. A call that is not answered is repeated with the same key until it is.
 */
final class RegistryLoad implements AutoCloseable {
  static final Price PRICE = new Price(120_000);
  static final int ROOM = 40;
  private static final int METACENTERS = 6;
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Resources NODE = new Resources(1_000, 1L << 30, 1L << 30);
  private static final ProfileName SMALL = ProfileName.of("small");

  /** What was acknowledged. */
  final Map<String, DeploymentId> created = new ConcurrentHashMap<>();

  final Map<LeaseId, Lease> opened = new ConcurrentHashMap<>();
  final Set<LeaseId> closed = ConcurrentHashMap.newKeySet();
  final Map<LeaseId, Long> used = new ConcurrentHashMap<>();
  final AtomicLong acknowledged = new AtomicLong();
  final AtomicLong repeated = new AtomicLong();

  final RegistryApi owner;
  private final TransportProvider transports = Plugins.standard().transport("grpc");
  private final List<Transport> open = new ArrayList<>();
  private final PhotonClient client;
  private final Endpoint registry;
  private final DatacenterId west;
  private final RegistryApi agent;
  private final Map<DeploymentId, RegistryApi> metacenters = new ConcurrentHashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<?>> running = new ArrayList<>();

  RegistryLoad(Path state, Endpoint address, CertificateFingerprint pin, String enrolToken)
      throws Exception {
    client = PhotonClient.open(state, transports, Clock.systemUTC());
    Account ada = client.register(address, pin, "ada@example.com");
    registry = address.as(Identity.registry(ada.registry()));
    owner = api(client.credentials(ada));
    KeyPair key = Keys.generate();
    DatacenterGrant grant =
        owner.datacenterCreate(
            RequestKey.random(), new DatacenterRequest("west", Region.US_WEST, proof(key)));
    west = grant.id();
    agent = api(authority(key, grant.chain()).issueOwn(Identity.agent(name(), west.value())));
    agent.datacenterUpdate(DatacenterReport.of(offer(1)));
    for (int i = 0; i < METACENTERS; i++) {
      String deployment = "shop-" + i;
      DeploymentId id =
          owner
              .metacenterCreate(
                  RequestKey.random(), new MetacenterRequest(deployment, proof(Keys.generate())))
              .id();
      created.put(deployment, id);
      KeyPair own = Keys.generate();
      owner.metacenterHostUpdate(
          new HostReport(Optional.of(enrolToken), Endpoint.of("localhost", 7444), List.of()));
      List<X509Certificate> chain = owner.metacenterEnrol(RequestKey.random(), id, proof(own));
      metacenters.put(
          id, api(authority(own, chain).issueOwn(Identity.metacenter(name(), id.value()))));
    }
  }

  private String name() {
    return registry.identity().orElseThrow().registry();
  }

  private RegistryApi api(Credentials credentials) {
    Transport transport =
        transports.open(
            new TransportProvider.Context(
                CredentialsSource.of(credentials), Clock.systemUTC(), DEADLINE));
    open.add(transport);
    return transport.connect(registry, RegistryApi.class);
  }

  private KeyProof proof(KeyPair key) {
    Nonce nonce = owner.nonce();
    return new KeyProof(SigningRequest.create(key, nonce.bytes()), nonce);
  }

  private static CertificateAuthority authority(KeyPair key, List<X509Certificate> chain)
      throws Exception {
    return CertificateAuthority.open(
        new Credentials(key.getPrivate(), chain.subList(0, 1), chain.get(chain.size() - 1)),
        Clock.systemUTC(),
        new SecureRandom());
  }

  private Offer offer(long sequence) {
    Resources all = NODE.times(ROOM);
    return new Offer(
        west,
        "west",
        Region.US_WEST,
        Lifetime.LONG,
        new PriceList.Flavours(List.of(new PriceList.Flavour("small", NODE, PRICE))),
        new Capacity(all, all, NODE),
        sequence,
        Instant.now().plusSeconds(240),
        Endpoint.of("localhost", 7443),
        true);
  }

  /** Begins; the load goes on until {@link #finish}. */
  void begin() {
    long seed = 1;
    for (Map.Entry<DeploymentId, RegistryApi> each : metacenters.entrySet()) {
      Random random = new Random(seed++);
      run(() -> lease(each.getKey(), each.getValue(), random));
    }
    AtomicLong sequence = new AtomicLong(1);
    run(
        () -> {
          DatacenterReport report = DatacenterReport.of(offer(sequence.incrementAndGet()));
          until(() -> agent.datacenterUpdate(report));
          pause();
        });
    AtomicLong names = new AtomicLong();
    run(
        () -> {
          String name = "load-" + names.incrementAndGet();
          RequestKey key = new RequestKey(name);
          KeyPair pair = Keys.generate();
          created.put(
              name,
              until(() -> owner.metacenterCreate(key, new MetacenterRequest(name, proof(pair))))
                  .id());
          pause();
        });
  }

  private interface Step {
    void take() throws Exception;
  }

  private void run(Step step) {
    running.add(
        threads.submit(
            () -> {
              while (stop.getCount() > 0) {
                step.take();
              }
              return true;
            }));
  }

  private void lease(DeploymentId deployment, RegistryApi metacenter, Random random)
      throws Exception {
    List<LeaseId> own =
        opened.keySet().stream()
            .filter(id -> id.deployment().equals(deployment) && !closed.contains(id))
            .toList();
    long last =
        opened.keySet().stream()
            .filter(id -> id.deployment().equals(deployment))
            .mapToLong(LeaseId::epoch)
            .max()
            .orElse(0);
    LeaseId id = new LeaseId(deployment, last + 1);
    try {
      opened.put(id, until(() -> metacenter.leaseOpen(key(id), request(id))));
      LeaseUse use =
          new LeaseUse(
              id,
              Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60),
              Map.of(SMALL, (long) random.nextInt(60_000)));
      until(
          () -> {
            metacenter.usageReport(List.of(use));
            return true;
          });
      until(
          () -> {
            agent.usageReport(List.of(use));
            return true;
          });
      used.put(id, use.nodeMillis().getOrDefault(SMALL, 0L));
    } catch (ApiException e) {
      if (e.status() != Status.EXHAUSTED) {
        throw e;
      }
    }
    if (!own.isEmpty() && (own.size() > ROOM / METACENTERS || random.nextBoolean())) {
      LeaseId gone = own.get(random.nextInt(own.size()));
      until(
          () -> {
            metacenter.leaseClose(new RequestKey("close-" + gone), gone);
            return true;
          });
      closed.add(gone);
    }
  }

  static RequestKey key(LeaseId id) {
    return new RequestKey("open-" + id);
  }

  /** Asks for one node. */
  LeaseRequest request(LeaseId id) {
    ProfileRequirement small =
        new ProfileRequirement(SMALL, Lifetime.SHORT, NODE, 1, Optional.of(PRICE));
    return new LeaseRequest(
        id,
        west,
        new DatacenterRequirement(DatacenterName.of("coast"), Region.US_WEST, List.of(small)),
        1,
        LeaseRequest.MOST);
  }

  /** The registry as the metacenter of a deployment sees it. */
  RegistryApi metacenter(DeploymentId id) {
    return Optional.ofNullable(metacenters.get(id)).orElseThrow();
  }

  /** Repeats a call until it is acknowledged, or refused for good. */
  private <T> T until(Callable<T> call) throws Exception {
    while (true) {
      try {
        T answer = call.call();
        acknowledged.incrementAndGet();
        return answer;
      } catch (ApiException e) {
        // A nonce of before the registry was killed is not known after.
        if (!e.retryable() && !e.reason().equals("nonce-spent")) {
          throw e;
        }
        repeated.incrementAndGet();
        pause();
      }
    }
  }

  private void pause() throws InterruptedException {
    boolean unused = stop.await(50, TimeUnit.MILLISECONDS);
  }

  /** Ends the load when each has had its answer; throws what any of them has met. */
  void finish() throws Exception {
    stop.countDown();
    for (Future<?> each : running) {
      Object unused = each.get(60, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    open.forEach(Transport::close);
    client.close();
  }
}
