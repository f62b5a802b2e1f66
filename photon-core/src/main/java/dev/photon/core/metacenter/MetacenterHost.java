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
import dev.photon.crypto.Credentials;
import dev.photon.crypto.CredentialsSource;
import dev.photon.crypto.Identity;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.LatestRevocations;
import dev.photon.crypto.Role;
import dev.photon.crypto.Trust;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Callers;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterStatus.Phase;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
  private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(10);

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
      Trust trust,
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

  /** Read by transports' threads, written on the loop. */
  private final Map<DeploymentId, Hosted> hosted = new ConcurrentSkipListMap<>();

  private final Map<DeploymentId, Instant> nextRenewal = new HashMap<>();
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
    this.guard = new Guard<>(MetacenterApi.class, this::require, setup.revocations());
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
      host.hosted.put(stored.id(), host.hosted(stored, host.keys.load(stored.id())));
    }
    return host;
  }

  /** Begins to work; call once, when the advertised endpoint is known. */
  public void start() {
    setup.runtime().execute(() -> hosted.values().forEach(h -> h.metacenter().start()));
    heartbeat.raise();
    revoked.start();
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

  /** The metacenter that the caller has addressed, as it may see it. */
  public MetacenterApi view(Caller caller) {
    return guard.view(caller, () -> view(addressed(caller), caller.identity().orElseThrow()));
  }

  private MetacenterApi view(Hosted there, Identity caller) {
    var access = new AccessView(there.metacenter().context(), there.identity(), guard::recheck);
    return new MetacenterView(there.metacenter(), access, caller);
  }

  private Hosted addressed(Caller caller) {
    return caller
        .addressed()
        .scope()
        .flatMap(scope -> Optional.ofNullable(hosted.get(new DeploymentId(scope))))
        .orElseThrow(MetacenterHost::notThere);
  }

  /** The same words whether there is no such deployment or it is another's. */
  private static ApiException notThere() {
    return new ApiException(
        Status.NOT_FOUND, "no-such-deployment", "there is no such deployment for this account");
  }

  /**
   * Lets in the accounts of the metacenter that they have addressed, with what they were given. For
   * accounts of the registry and agents the calls that they may make look further.
   */
  private void require(Caller caller, Callers rule) {
    Hosted there = addressed(caller);
    Identity identity = caller.identity().orElseThrow();
    if (identity.role() != Role.METACENTER_ACCOUNT) {
      return;
    }
    if (!identity.host().equals(there.identity().identity().host())) {
      throw notThere();
    }
    AccountId account = new AccountId(identity.account().orElseThrow());
    if (setup.revocations().isRevoked(Identity.account(registryName, account.value()))) {
      throw new ApiException(
          Status.DENIED, "revoked", "your account has been revoked by its registry");
    }
    if (account.equals(there.stored().owner())) {
      return;
    }
    Instant now = setup.runtime().now();
    Access access =
        setup
            .store()
            .read(tx -> AccessTable.of(tx, there.stored().id(), account, now))
            .orElseThrow(MetacenterHost::notThere);
    if (!access.right().includes(rule.right())) {
      throw new ApiException(
          Status.DENIED,
          "not-given",
          "your access lets you "
              + (access.right() == Right.VIEW
                  ? "look on only"
                  : "do everything but what is the owner's"),
          Optional.of("ask the deployment's owner, who can give you more"));
    }
  }

  /** Stops working; the nodes of all deployments stay. */
  @Override
  public void close() {
    heartbeat.close();
    revoked.close();
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

  /** Where it fails it is tried again at a later beat: half of the certificate's life is left. */
  private void renewAuthority(Hosted h, Credentials current) {
    DeploymentId id = h.stored().id();
    Instant now = setup.runtime().now();
    if (now.isBefore(nextRenewal.getOrDefault(id, Instant.MIN))) {
      return;
    }
    nextRenewal.put(id, now.plus(BETWEEN_RENEWALS));
    setup
        .runtime()
        .call(
            () -> {
              Credentials next = keys.renew(setup.account(), id, current, newKey());
              h.identity().renewed(next);
              return next;
            },
            next -> LOG.info("{} is certified until {}", next.identity(), next.notAfter()),
            e ->
                trouble(
                    "the certificate of "
                        + current.identity()
                        + " is not renewed, it ends at "
                        + current.notAfter()
                        + ": "
                        + e.getMessage()));
  }

  private void beat() {
    guard.recheck(); // access ends with its time
    for (Hosted h : hosted.values()) {
      try {
        h.identity().dueAuthority().ifPresent(current -> renewAuthority(h, current));
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
      nextRenewal.remove(id);
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
