package dev.photon.core.metacenter;

import dev.photon.core.event.EventLog;
import dev.photon.core.event.NotificationSender;
import dev.photon.core.metacenter.MetacenterStore.Stored;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.core.store.Store;
import dev.photon.crypto.CertificateRejectedException;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Role;
import dev.photon.crypto.Trust;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
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
   * @param trust the registry's root
   * @param enrolToken the registry's secret that makes the account a host; needed once
   * @param advertised where the host's metacenters are reached
   */
  public record Setup(
      Store store,
      KeyStoreDirectory keys,
      RoleRuntime runtime,
      TransportProvider transports,
      Endpoint registry,
      RegistryApi account,
      Trust trust,
      Optional<String> enrolToken,
      Supplier<Endpoint> advertised,
      EventLog events,
      NotificationSender notifications) {}

  private final Setup setup;
  private final String registryName;
  private final MetacenterStore rows;
  private final MetacenterKeys keys;
  private final Signal heartbeat;

  /** Read by transports' threads, written on the loop. */
  private final Map<DeploymentId, Hosted> hosted = new ConcurrentSkipListMap<>();

  private final Set<DeploymentId> launching = new TreeSet<>();
  private final Set<DeploymentId> removing = new TreeSet<>();
  private boolean reporting;
  private String lastTrouble = "";

  private record Hosted(Metacenter metacenter, MetacenterIdentity identity, Stored stored) {}

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
  }

  /**
   * Takes up all metacenters that the store knows.
   *
   * @throws IOException when the keys of one cannot be read; the message says which and why
   */
  public static MetacenterHost open(Setup setup) throws IOException {
    MetacenterHost host = new MetacenterHost(setup);
    for (Stored stored : host.rows.all()) {
      host.hosted.put(stored.id(), host.hosted(stored, host.keys.load(stored.id())));
    }
    return host;
  }

  /** Begins to work; call once, when the advertised endpoint is known. */
  public void start() {
    setup.runtime().execute(() -> hosted.values().forEach(h -> h.metacenter().start()));
    heartbeat.raise();
  }

  /** Whom a server proves to be: the metacenter whose host name the client asks for. */
  public CredentialsSource credentials() {
    return new CredentialsSource() {
      @Override
      public Optional<Credentials> own(Optional<String> serverName) {
        return serverName
            .flatMap(MetacenterHost::label)
            .map(hosted::get)
            .flatMap(h -> h.identity().own(serverName));
      }

      @Override
      public Trust trust() {
        return setup.trust();
      }
    };
  }

  /**
   * A metacenter as the caller may see it.
   *
   * @throws ApiException when the caller is not one of its accounts
   */
  public MetacenterApi view(Caller caller) {
    Identity identity =
        caller
            .identity()
            .orElseThrow(
                () ->
                    new ApiException(
                        Status.UNAUTHENTICATED,
                        "no-certificate",
                        "a client certificate is needed"));
    Optional<Hosted> there =
        caller
            .addressed()
            .scope()
            .flatMap(scope -> Optional.ofNullable(hosted.get(new DeploymentId(scope))))
            .filter(h -> isAccount(identity, h));
    if (there.isEmpty()) {
      LOG.warn("refused {} at {}: not an account of it", identity.uri(), caller.addressed().uri());
      throw new ApiException(
          Status.NOT_FOUND, "no-such-deployment", "there is no such deployment for this account");
    }
    return new MetacenterView(
        there.get().metacenter(), new AccountId(identity.account().orElseThrow()));
  }

  private static boolean isAccount(Identity identity, Hosted there) {
    return identity.role() == Role.METACENTER_ACCOUNT
        && identity.host().equals(there.identity().identity().host())
        && identity.account().equals(Optional.of(there.stored().owner().value()));
  }

  /** Stops working; the nodes of all deployments stay. */
  @Override
  public void close() {
    heartbeat.close();
    hosted.values().forEach(h -> h.metacenter().close());
  }

  private static Optional<DeploymentId> label(String serverName) {
    int dot = serverName.indexOf('.');
    try {
      return dot < 0
          ? Optional.empty()
          : Optional.of(new DeploymentId(serverName.substring(0, dot)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void beat() {
    for (Hosted h : hosted.values()) {
      try {
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
    List<HostReport.Hosted> all = hosted.values().stream().map(h -> reported(h, here)).toList();
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
      if (!hosted.containsKey(launch.id()) && launching.add(launch.id())) {
        launch(launch);
      }
    }
    removing.addAll(instructions.remove());
    removing.retainAll(hosted.keySet());
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
              hosted.put(launch.id(), launched);
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
            .open(new TransportProvider.Context(identity, setup.runtime().clock(), DEADLINE));
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
