package dev.photon.core.metacenter;

import dev.photon.core.event.EventLog;
import dev.photon.core.event.NotificationSender;
import dev.photon.core.guard.Guard;
import dev.photon.core.guard.RevocationFeed;
import dev.photon.core.metacenter.MetacenterStore.Stored;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.Trust;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts many metacenters in one process: asks the registry which, launches those, forgets what was
 * deleted. After a restart it goes on with all that it hosted. {@link #view} is for transports and
 * may be called from any thread.
 */
public final class MetacenterHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MetacenterHost.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(1);
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /**
   * What a host works with.
   *
   * @param store with the schemas of metacenters and of event logs
   * @param keys where each metacenter's keys get a folder of their own
   * @param transports for the metacenters' own calls, each with its own identity
   * @param registry with the identity that the registry must prove
   * @param account the registry as seen with the operator's account
   * @param trust the registry's roots, asked for each time
   * @param enrolToken the registry's secret that makes the account a host; needed once
   * @param advertised where the host's metacenters are reached
   * @param revocations what the registry has revoked: while it is stale, nothing is changed for
   *     anybody; the host keeps it up to date
   * @param revocationFile where the newest list is kept
   */
  public record Setup(
      Store store,
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      TransportProvider transports,
      Endpoint registry,
      RegistryApi account,
      Supplier<Trust> trust,
      Optional<String> enrolToken,
      Supplier<Endpoint> advertised,
      EventLog events,
      NotificationSender notifications,
      LatestRevocations revocations,
      Path revocationFile) {}

  private final Setup setup;
  private final String registryName;
  private final MetacenterStore rows;
  private final MetacenterKeys keys;
  private final Signal heartbeat;
  private final Guard<MetacenterApi> guard;
  private final RevocationFeed revoked;

  private final HostedMetacenters hosted;
  private final AuthorityRenewal renewal;
  private final Set<DeploymentId> launching = new TreeSet<>();
  private final Set<DeploymentId> removing = new TreeSet<>();
  private boolean reporting;
  private String lastTrouble = "";

  private MetacenterHost(Setup setup) {
    this.setup = setup;
    this.registryName =
        setup
            .registry()
            .identity()
            .orElseThrow(() -> new IllegalArgumentException("the registry's identity is needed"))
            .registry();
    this.rows = new MetacenterStore(setup.store());
    this.keys = new MetacenterKeys(setup.keys(), setup.runtime(), setup.trust(), registryName);
    this.heartbeat = new Signal(setup.runtime(), HEARTBEAT, this::beat);
    this.hosted = new HostedMetacenters(setup);
    this.renewal =
        new AuthorityRenewal(keys, setup.runtime(), setup.account(), this::newKey, this::trouble);
    this.guard = new Guard<>(MetacenterApi.class, hosted, setup.revocations());
    this.revoked =
        new RevocationFeed(
            setup.runtime(),
            setup.account(),
            setup.revocations(),
            setup.revocationFile(),
            guard::recheck);
  }

  /**
   * Takes up all metacenters that the store knows.
   *
   * @throws IOException when the keys of one cannot be read; the message says which and why
   */
  public static MetacenterHost open(Setup setup) throws IOException {
    MetacenterHost host = new MetacenterHost(setup);
    for (Stored stored : host.rows.all()) {
      host.hosted.add(host.hosted(stored, host.keys.load(stored.id())));
    }
    return host;
  }

  /** Begins to work; call once, when the advertised endpoint is known. */
  public void start() {
    setup.runtime().execute(() -> hosted.all().forEach(h -> h.metacenter().start()));
    heartbeat.raise();
    revoked.start();
  }

  /** Whom a server proves to be: the metacenter whose host name the client asks for. */
  public CredentialsSource credentials() {
    return hosted;
  }

  /** The metacenter that the caller has addressed, as it may see it. */
  public MetacenterApi view(Caller caller) {
    return guard.view(
        caller, () -> view(hosted.addressed(caller), caller.identity().orElseThrow()));
  }

  private MetacenterApi view(Hosted there, Identity caller) {
    var access = new AccessView(there.metacenter().context(), there.identity(), guard::recheck);
    return new MetacenterView(there.metacenter(), access, caller);
  }

  /** Stops working; the nodes of all deployments stay. */
  @Override
  public void close() {
    heartbeat.close();
    revoked.close();
    hosted.all().forEach(h -> h.metacenter().close());
  }

  private void beat() {
    guard.recheck(); // access ends with its time
    for (Hosted h : hosted.all()) {
      try {
        renewal.whenDue(h);
        h.identity().renewWhenDue();
      } catch (CertificateRejectedException e) {
        LOG.error("{}: its certificate cannot be renewed: {}", h.stored().id(), e.getMessage());
      }
    }
    for (DeploymentId id : List.copyOf(removing)) {
      remove(id);
    }
    if (reporting) {
      return;
    }
    reporting = true;
    Endpoint here = setup.advertised().get();
    List<HostReport.Hosted> all = hosted.all().stream().map(h -> reported(h, here)).toList();
    HostReport report = new HostReport(setup.enrolToken(), here, all);
    setup
        .runtime()
        .call(
            () -> setup.account().metacenterHostUpdate(report),
            this::instructed,
            e -> {
              reporting = false;
              trouble("the registry gives no instructions: " + e.getMessage());
            });
  }

  /** The host may have moved since it launched the metacenter. */
  private static HostReport.Hosted reported(Hosted h, Endpoint here) {
    return new HostReport.Hosted(
        h.stored().id(),
        new MetacenterPlace(here.as(h.identity().identity()), h.stored().access().ownerChain()));
  }

  private void instructed(HostInstructions instructions) {
    reporting = false;
    lastTrouble = "";
    for (HostInstructions.Launch launch : instructions.launch()) {
      if (!hosted.contains(launch.id()) && launching.add(launch.id())) {
        launch(launch);
      }
    }
    removing.addAll(instructions.remove());
    removing.removeIf(id -> !hosted.contains(id));
  }

  private void launch(HostInstructions.Launch launch) {
    Endpoint place =
        setup.advertised().get().as(Identity.metacenter(registryName, launch.id().value()));
    setup
        .runtime()
        .call(
            () -> keys.enrol(setup.account(), launch, place, newKey()),
            enrolled -> {
              launching.remove(launch.id());
              rows.launch(enrolled.stored());
              Hosted launched = hosted(enrolled.stored(), enrolled.identity());
              hosted.add(launched);
              launched.metacenter().start();
              LOG.info("launched {} for {}", launch.id(), launch.owner());
              heartbeat.raise();
            },
            e -> {
              launching.remove(launch.id());
              trouble("cannot launch " + launch.id() + ": " + e.getMessage());
            });
  }

  /** The registry has let go of it: what still runs is deleted first, then it is forgotten. */
  private void remove(DeploymentId id) {
    Hosted h = hosted.get(id);
    if (h == null) {
      removing.remove(id);
      return;
    }
    Phase phase = h.metacenter().status().phase();
    if (phase == Phase.DELETED || phase == Phase.EMPTY) {
      h.metacenter().close();
      hosted.remove(id);
      removing.remove(id);
      renewal.forget(id);
      rows.forget(id);
      keys.forget(id);
      LOG.info("forgot {}", id);
    } else if (phase != Phase.DELETING) {
      setup
          .store()
          .write(
              tx -> {
                rows.markDeleting(tx, id);
                return true;
              });
      h.metacenter().signal();
    }
  }

  private Hosted hosted(Stored stored, MetacenterIdentity identity) {
    var context =
        new MetacenterContext(
            stored, registryName, setup.runtime(), rows, setup.events(), setup.notifications());
    var transport =
        setup
            .transports()
            .open(
                new TransportProvider.Context(
                    identity, setup.runtime().clock(), DEADLINE, setup.revocations()));
    return new Hosted(new Metacenter(context, transport, setup.registry()), identity, stored);
  }

  private RequestKey newKey() {
    return new RequestKey("enrol-" + Long.toHexString(setup.runtime().random().nextLong()));
  }

  private void trouble(String what) {
    if (!what.equals(lastTrouble)) {
      LOG.warn("{}", what);
      lastTrouble = what;
    }
  }
}
