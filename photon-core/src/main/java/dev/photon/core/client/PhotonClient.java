package dev.photon.core.client;

import dev.photon.config.ConfigPrinter;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.EventType;
import dev.photon.core.client.ClientException.Kind;
import dev.photon.core.match.Requirements;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Credentials;
import dev.photon.spi.Subscription;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.MatchRequest;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Photon for a person's program. Accounts at several registries, and the deployments that were
 * created here, are kept side by side in one state folder. Thread-safe; all methods block, within
 * the time given or half a minute, and may be interrupted.
 */
public final class PhotonClient implements AutoCloseable {
  private static final Duration SHORT = Duration.ofSeconds(30);

  private final Peers peers;
  private final Accounts accounts;
  private final Deployments deployments;

  private PhotonClient(Path state, Peers peers) {
    this.peers = peers;
    this.accounts = new Accounts(state);
    this.deployments = new Deployments(state);
  }

  /** Opens a client; nothing is read, written or sent before its first use. */
  public static PhotonClient open(Path state, TransportProvider transport, Clock clock) {
    return new PhotonClient(state, new Peers(transport, clock));
  }

  /**
   * The fingerprint of the root that a registry claims, for a person to compare. Nothing is kept.
   */
  public CertificateFingerprint claimedFingerprint(Endpoint registry) throws ClientException {
    return FirstContact.fingerprint(registry);
  }

  /**
   * Makes an account at a registry that is known by the fingerprint of its root. Where there is one
   * already, that is returned.
   */
  public Account register(Endpoint registry, CertificateFingerprint pinned, String email)
      throws ClientException {
    return new Registration(peers, accounts).register(registry, pinned, email, SHORT);
  }

  /** All accounts that are kept here. */
  public List<Account> accounts() throws ClientException {
    return accounts.all().all();
  }

  /** The accounts at a registry; without one named, all. */
  public List<Account> accounts(Optional<Endpoint> registry) throws ClientException {
    return accounts.all().at(registry);
  }

  /**
   * The account at a registry; without one named, the default: the one that was {@linkplain
   * #useAccount chosen}, or the only one there is.
   */
  public Account account(Optional<Endpoint> registry) throws ClientException {
    return accounts.all().one(registry);
  }

  /** The account that a name says: its registry's address or name, its e-mail or its id. */
  public Account accountNamed(String name) throws ClientException {
    return accounts.all().named(name);
  }

  /** Makes an account the default. */
  public void useAccount(Account account) throws ClientException {
    accounts.use(account);
  }

  /** How an account is kept, with what its certificate says. */
  public KeptAccount kept(Account account) throws ClientException {
    return new KeptAccount(
        account,
        accounts.all().byDefault().equals(Optional.of(account)),
        CertificateSummary.of(accounts.credentials(account).leaf()),
        accounts.folder(account));
  }

  /** The credentials of an account, for a program that acts as it, such as a server. */
  public Credentials credentials(Account account) throws ClientException {
    return accounts.credentials(account);
  }

  /** What the certificate of one's access to a deployment says. */
  public CertificateSummary access(RememberedDeployment deployment) throws ClientException {
    return CertificateSummary.of(deployments.credentials(deployment).leaf());
  }

  /** A deployment that was created here. */
  public Optional<RememberedDeployment> deployment(DeploymentName name) throws ClientException {
    return deployments.of(name);
  }

  /** The same as one that was created here, if it was. */
  public Optional<RememberedDeployment> remembered(MetacenterSummary summary)
      throws ClientException {
    return deployments
        .of(new DeploymentName(summary.name()))
        .filter(remembered -> remembered.id().equals(summary.id()));
  }

  /**
   * Gets a metacenter for a new deployment. Afterwards it is remembered here, and has no revision
   * yet.
   *
   * @param timeout until a metacenter host has launched it
   */
  public RememberedDeployment create(
      Account account, DeploymentName name, Duration timeout, Progress progress)
      throws ClientException {
    if (deployments.of(name).isPresent()) {
      throw new ClientException(
          Kind.INVALID,
          "there is a deployment '" + name + "' already",
          "'photon update' changes it; --name gives another one another name");
    }
    return new Creation(peers, deployments)
        .create(account, accounts.credentials(account), name, Deadline.in(timeout), progress);
  }

  /** Makes a configuration the newest revision; it is durable when this returns. */
  public RevisionReceipt send(RememberedDeployment deployment, DeploymentConfig config)
      throws ClientException {
    String document = ConfigPrinter.print(config);
    if (document.length() > Revision.MOST) {
      throw new ClientException(
          Kind.INVALID,
          "the deployment has "
              + document.length()
              + " characters with its includes; at most "
              + Revision.MOST
              + " can be sent");
    }
    MetacenterApi api = metacenter(deployment);
    RequestKey request = RequestKey.random();
    return Calls.call(
        Names.metacenter(deployment),
        Deadline.in(SHORT),
        () -> api.update(request, new Revision(document)));
  }

  /** Waits until a revision, or a newer one, is carried out. */
  public MetacenterStatus awaitReady(
      RememberedDeployment deployment, RevisionReceipt receipt, Duration timeout, Progress progress)
      throws ClientException {
    return new Following(deployment, metacenter(deployment), progress, receipt.after())
        .untilReady(receipt, Deadline.in(timeout));
  }

  /** A whole deployment, as its metacenter sees it. */
  public MetacenterStatus status(RememberedDeployment deployment) throws ClientException {
    MetacenterApi api = metacenter(deployment);
    return Calls.call(Names.metacenter(deployment), Deadline.in(SHORT), api::status);
  }

  /**
   * The events of a deployment after a sequence, then those to come, on threads of the transport.
   * When the stream ends, ask again with the last sequence seen.
   */
  public Subscription events(RememberedDeployment deployment, long after, EventSink sink)
      throws ClientException {
    MetacenterApi api = metacenter(deployment);
    return Calls.call(
        Names.metacenter(deployment), Deadline.in(SHORT), () -> api.events(after, sink));
  }

  /** Sends a test notification to one target, or to all, and tells how each went. */
  public List<NotifyResult> notify(
      RememberedDeployment deployment, Optional<String> target, EventType event)
      throws ClientException {
    MetacenterApi api = metacenter(deployment);
    RequestKey request = RequestKey.random();
    return Calls.call(
        Names.metacenter(deployment),
        Deadline.in(SHORT),
        () -> api.notifyTargets(request, target, event));
  }

  /** All deployments of an account, with the status of those that were created here. */
  public List<ListedDeployment> list(Account account) throws ClientException {
    RegistryApi registry = registry(account);
    List<MetacenterSummary> summaries =
        Calls.call(
            Names.registry(account.endpoint()), Deadline.in(SHORT), registry::accountMetacenters);
    List<ListedDeployment> listed = new ArrayList<>();
    for (MetacenterSummary summary : summaries) {
      listed.add(listed(account, summary));
    }
    return listed;
  }

  private ListedDeployment listed(Account account, MetacenterSummary summary)
      throws ClientException {
    Optional<RememberedDeployment> remembered = remembered(summary);
    if (remembered.isEmpty()) {
      return new ListedDeployment(
          account, summary, Optional.empty(), Optional.of("was created elsewhere"));
    }
    try {
      return new ListedDeployment(
          account, summary, Optional.of(metacenter(remembered.get()).status()), Optional.empty());
    } catch (ApiException e) {
      return new ListedDeployment(
          account,
          summary,
          Optional.empty(),
          Optional.of(Calls.explained("its metacenter", e).getMessage()));
    }
  }

  /** What the market has for a configuration, and the cheapest assignment. */
  public MatchResult search(Account account, DeploymentConfig config) throws ClientException {
    RegistryApi registry = registry(account);
    MatchRequest request = new MatchRequest(Requirements.of(config), Set.of());
    return Calls.call(
        Names.registry(account.endpoint()),
        Deadline.in(SHORT),
        () -> registry.datacenterMatch(request));
  }

  /** Deletes all of a deployment, then its metacenter, then forgets it. May be repeated. */
  public void delete(RememberedDeployment deployment, Duration timeout, Progress progress)
      throws ClientException {
    Deadline deadline = Deadline.in(timeout);
    Account account = owner(deployment);
    String peer = Names.registry(account.endpoint());
    RegistryApi registry = registry(account);
    boolean known =
        Calls.call(peer, deadline, registry::accountMetacenters).stream()
            .anyMatch(m -> m.id().equals(deployment.id()));
    if (known) {
      MetacenterApi api = metacenter(deployment);
      RequestKey ending = RequestKey.random();
      progress.step("removing all nodes of " + deployment.name());
      Calls.run(Names.metacenter(deployment), deadline, () -> api.delete(ending));
      new Following(deployment, api, progress, 0).untilDeleted(deadline);
      progress.step("removing the metacenter of " + deployment.name());
      RequestKey request = RequestKey.random();
      Calls.run(peer, deadline, () -> registry.metacenterDelete(request, deployment.id()));
    }
    deployments.forget(deployment.name());
  }

  /** The account that the access to a deployment was given to. */
  private Account owner(RememberedDeployment deployment) throws ClientException {
    for (Account account : accounts.all().all()) {
      if (account.registry().equals(deployment.registry())
          && deployments
              .credentials(deployment)
              .identity()
              .account()
              .equals(Optional.of(account.id().value()))) {
        return account;
      }
    }
    throw new ClientException(
        Kind.INVALID, "the account that owns " + deployment.name() + " is not kept here");
  }

  private RegistryApi registry(Account account) throws ClientException {
    return peers.registry(account.endpoint(), accounts.credentials(account));
  }

  private MetacenterApi metacenter(RememberedDeployment deployment) throws ClientException {
    return peers.metacenter(deployment.endpoint(), deployments.credentials(deployment));
  }

  /** Ends all connections. */
  @Override
  public void close() {
    peers.close();
  }
}
