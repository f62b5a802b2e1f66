package dev.photon.core.client;

import dev.photon.config.ConfigPrinter;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.EventType;
import dev.photon.core.client.ClientException.Kind;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.CertificateSummary;
import dev.photon.crypto.Credentials;
import dev.photon.spi.Subscription;
import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import dev.photon.spi.api.Revoking;
import dev.photon.spi.api.Right;
import dev.photon.spi.api.UsageEntry;
import dev.photon.spi.api.UsageQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Photon for a person's program. Accounts at several registries, and the deployments that were
 * created here, are kept side by side in one state folder. Thread-safe; all methods block, within
 * the time given or half a minute, and may be interrupted.
 */
public final class PhotonClient implements AutoCloseable {
  static final Duration SHORT = Duration.ofSeconds(30);

  private final Peers peers;
  private final Accounts accounts;
  private final Deployments deployments;
  private final Sharing sharing;
  private final FreshPeers fresh;
  private final Clock clock;
  private final Object usageChecks = new Object();

  private PhotonClient(Path state, TransportProvider transport, Clock clock) {
    this.accounts = new Accounts(state);
    this.peers = new Peers(transport, clock, accounts);
    this.deployments = new Deployments(state);
    this.sharing = new Sharing(peers, deployments);
    this.fresh = new FreshPeers(peers, accounts, deployments, sharing);
    this.clock = clock;
  }

  /** Opens a client; nothing is read, written or sent before its first use. */
  public static PhotonClient open(Path state, TransportProvider transport, Clock clock) {
    return new PhotonClient(state, transport, clock);
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
    return register(registry, pinned, email, Optional.empty());
  }

  /**
   * The same with the code that a registry has mailed, which wants the address proven: without it
   * that registry refuses with the {@linkplain ClientException#reason reason} {@code
   * address-unproven}.
   */
  public Account register(
      Endpoint registry, CertificateFingerprint pinned, String email, Optional<String> code)
      throws ClientException {
    return new Registration(peers, accounts).register(registry, pinned, email, code, SHORT);
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

  /** The same as one that can be reached from here, if it can. */
  public Optional<RememberedDeployment> remembered(ListedDeployment listed) throws ClientException {
    return deployments.of(listed.name(), listed.id());
  }

  /**
   * Gives somebody access to a deployment of one's own, in place of what the address had.
   *
   * @param span from 5 minutes to 30 days
   * @return what is to be handed to that person, and to nobody else
   */
  public Invitation invite(
      RememberedDeployment deployment, String email, Right right, Duration span)
      throws ClientException {
    return sharing.invite(
        deployment, fresh.metacenter(deployment), email, right, span, Deadline.in(SHORT));
  }

  /** Who was given access to a deployment of one's own. */
  public List<Access> accesses(RememberedDeployment deployment) throws ClientException {
    MetacenterApi api = fresh.metacenter(deployment);
    return Calls.call(Names.metacenter(deployment), Deadline.in(SHORT), api::accessList);
  }

  /** Takes away what an address was given. */
  public void takeAccess(RememberedDeployment deployment, String email) throws ClientException {
    MetacenterApi api = fresh.metacenter(deployment);
    RequestKey request = RequestKey.random();
    Calls.run(
        Names.metacenter(deployment), Deadline.in(SHORT), () -> api.accessRevoke(request, email));
  }

  /**
   * Accepts an invitation with an account at the same registry; afterwards the deployment is
   * remembered here.
   *
   * @param name what to call it here; its owner's name for it if empty
   */
  public RememberedDeployment accept(
      Account account, Invitation invitation, Optional<DeploymentName> name)
      throws ClientException {
    return sharing.accept(
        account, accounts.credentials(account), invitation, name, Deadline.in(SHORT));
  }

  /** Forgets the access to a deployment of another; it ends by itself, or when it is taken. */
  public void leave(RememberedDeployment deployment) throws ClientException {
    if (!deployment.shared()) {
      throw new ClientException(
          Kind.INVALID, deployment.name() + " is your own", "'photon delete' ends it");
    }
    deployments.forget(deployment.name());
  }

  /** Certifies an account's key anew; the certificate is kept when this returns. */
  public Credentials renew(Account account) throws ClientException {
    return fresh.renew(account, Deadline.in(SHORT));
  }

  /** Certifies the access to a deployment anew; the certificate is kept when this returns. */
  public Credentials renew(RememberedDeployment deployment) throws ClientException {
    return fresh.renew(deployment, Deadline.in(SHORT));
  }

  /** Has the registry refuse an account from now on. */
  public void revokeAccount(Account as, AccountId id, Revoking revoking) throws ClientException {
    RequestKey request = RequestKey.random();
    revoke(as, registry -> registry.accountRevoke(request, id, revoking));
  }

  /** Has the registry refuse a datacenter from now on. */
  public void revokeDatacenter(Account as, DatacenterId id, Revoking revoking)
      throws ClientException {
    RequestKey request = RequestKey.random();
    revoke(as, registry -> registry.datacenterRevoke(request, id, revoking));
  }

  /** Has the registry refuse a deployment's metacenter from now on. */
  public void revokeMetacenter(Account as, DeploymentId id, Revoking revoking)
      throws ClientException {
    RequestKey request = RequestKey.random();
    revoke(as, registry -> registry.metacenterRevoke(request, id, revoking));
  }

  private void revoke(Account as, Consumer<RegistryApi> call) throws ClientException {
    RegistryApi registry = fresh.registry(as);
    Calls.run(Names.registry(as.endpoint()), Deadline.in(SHORT), () -> call.accept(registry));
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
    MetacenterApi api = fresh.metacenter(deployment);
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
    return new Following(deployment, fresh.metacenter(deployment), progress, receipt.after())
        .untilReady(receipt, Deadline.in(timeout));
  }

  /** A whole deployment, as its metacenter sees it. */
  public MetacenterStatus status(RememberedDeployment deployment) throws ClientException {
    MetacenterApi api = fresh.metacenter(deployment);
    return Calls.call(Names.metacenter(deployment), Deadline.in(SHORT), api::status);
  }

  /**
   * The events of a deployment after a sequence, then those to come, on threads of the transport.
   * When the stream ends, ask again with the last sequence seen.
   */
  public Subscription events(RememberedDeployment deployment, long after, EventSink sink)
      throws ClientException {
    MetacenterApi api = fresh.metacenter(deployment);
    return Calls.call(
        Names.metacenter(deployment), Deadline.in(SHORT), () -> api.events(after, sink));
  }

  /** Sends a test notification to one target, or to all, and tells how each went. */
  public List<NotifyResult> notify(
      RememberedDeployment deployment, Optional<String> target, EventType event)
      throws ClientException {
    MetacenterApi api = fresh.metacenter(deployment);
    RequestKey request = RequestKey.random();
    return Calls.call(
        Names.metacenter(deployment),
        Deadline.in(SHORT),
        () -> api.notifyTargets(request, target, event));
  }

  /**
   * All deployments that an account can reach: its own, with the status of those that were created
   * here, and those of others that it was given access to here.
   */
  public List<ListedDeployment> list(Account account) throws ClientException {
    return new Listing(fresh, deployments).of(account, Deadline.in(SHORT));
  }

  /** What the market has for a configuration, and the cheapest assignment. */
  public MatchResult search(Account account, DeploymentConfig config) throws ClientException {
    return new MarketCalls(account, fresh.registry(account)).search(config);
  }

  /** The leases of an account's deployments that are not closed, by their ids. */
  public List<Lease> leasesOfDeployments(Account account) throws ClientException {
    return new MarketCalls(account, fresh.registry(account)).leasesOfDeployments();
  }

  /** The leases in an account's datacenters that are not closed, by their ids. */
  public List<Lease> leasesInDatacenters(Account account) throws ClientException {
    return new MarketCalls(account, fresh.registry(account)).leasesInDatacenters();
  }

  /**
   * What the ledger says of the leases of an account's deployments and in its datacenters: those of
   * each lease together, by their sequence. There is half a minute for each thousand entries.
   *
   * @param from entries that end later
   * @param until entries that begin earlier
   * @throws ClientException also when there are more than 500 000
   */
  public List<UsageEntry> usage(Account account, Instant from, Instant until)
      throws ClientException {
    return new MarketCalls(account, fresh.registry(account)).usage(from, until);
  }

  /**
   * Checks all that the ledger says of an account's leases: whether each chain of entries is whole,
   * and has still all that the last check without a fault has seen. Only such a check is kept, in
   * the account's folder. Checks of one client are made one after another; of two processes that
   * check at the same time, what the later one saw is kept.
   *
   * <p>There is half a minute for each thousand entries.
   *
   * @throws ClientException if the ledger cannot be read to its end, or what was kept cannot be
   *     read or replaced; faults of the ledger are in the answer
   */
  public UsageCheck checkUsage(Account account) throws ClientException {
    synchronized (usageChecks) {
      LedgerPages all = new MarketCalls(account, fresh.registry(account)).ledger(UsageQuery.ALL);
      Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
      return UsageVerifier.check(all, accounts.folder(account), now);
    }
  }

  /** Deletes all of a deployment, then its metacenter, then forgets it. May be repeated. */
  public void delete(RememberedDeployment deployment, Duration timeout, Progress progress)
      throws ClientException {
    if (deployment.shared()) {
      throw new ClientException(
          Kind.INVALID,
          deployment.name() + " is another's, who gave you access; only its owner deletes it",
          "'photon access leave' forgets it here");
    }
    new Deletion(fresh, deployments).delete(deployment, Deadline.in(timeout), progress);
  }

  /** Ends all connections. */
  @Override
  public void close() {
    peers.close();
  }
}
