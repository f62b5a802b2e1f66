package dev.photon.core.datacenter;

import dev.photon.core.event.JdbcEventLog;
import dev.photon.core.gateway.Gateway;
import dev.photon.core.guard.Admission;
import dev.photon.core.guard.Guard;
import dev.photon.core.guard.RevocationFeed;
import dev.photon.core.metering.UsageReporter;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.store.Store;
import dev.photon.crypto.LatestRevocations;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.RegistryApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one datacenter: takes the parts of deployments from their metacenters, keeps their
 * nodes as desired, whether or not anybody can be reached, and offers what is free to the market.
 * Thread-safe.
 */
public final class DatacenterAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatacenterAgent.class);
  private static final Duration TICK = Duration.ofSeconds(2);

  private final Setup setup;
  private final AgentState state;
  private final JdbcEventLog events;
  private final Controller controller;
  private final OfferHeartbeat offers;
  private final Leased leased;
  private final UsageReporter usage;
  private final Guard<DatacenterApi> guard;
  private final RevocationFeed revoked;
  private volatile Subscription watching = Subscription.NONE;
  private volatile boolean closed;

  /**
   * What an agent works with. The agent closes none of it.
   *
   * @param store with the schemas {@code datacenter}, {@code event} and {@code metering}; of this
   *     agent alone
   * @param registry as the agent sees it
   * @param advertised where metacenters reach this agent
   * @param revocations what the registry has revoked: while it is stale, nothing is changed for
   *     anybody; the agent keeps it up to date
   * @param revocationFile where the newest list is kept
   */
  public record Setup(
      DatacenterId id,
      Offering offering,
      DatacenterBackend backend,
      Store store,
      RoleRuntime runtime,
      Gateway gateway,
      RegistryApi registry,
      Endpoint advertised,
      LatestRevocations revocations,
      Path revocationFile) {}

  private DatacenterAgent(Setup setup, Duration tick) {
    this.setup = setup;
    this.state = new AgentState(this::changed);
    this.events = new JdbcEventLog(setup.store(), setup.runtime());
    this.offers = new OfferHeartbeat(setup, state);
    this.leased = new Leased(setup.id(), setup.store(), setup.registry());
    this.usage =
        new UsageReporter(setup.store(), setup.runtime(), setup.registry(), Optional.empty());
    this.guard = new Guard<>(DatacenterApi.class, Admission.ALL, setup.revocations());
    this.revoked =
        new RevocationFeed(
            setup.runtime(),
            setup.registry(),
            setup.revocations(),
            setup.revocationFile(),
            guard::recheck);
    var pass = new PartPass(setup.store(), events, setup.gateway());
    this.controller = new Controller(setup, tick, state, pass, offers::looked);
    setup.store().read(AgentValues::capacity).ifPresent(state::capacity);
  }

  /** Opens an agent that looks every two seconds; it does nothing before {@link #start}. */
  public static DatacenterAgent open(Setup setup) {
    return open(setup, TICK);
  }

  /**
   * Opens an agent.
   *
   * @param tick how often it looks at its infrastructure when nothing hints at a change
   */
  public static DatacenterAgent open(Setup setup, Duration tick) {
    return new DatacenterAgent(setup, tick);
  }

  /** What a caller may see and do; may be asked from any thread. */
  public DatacenterApi view(Caller caller) {
    return guard.view(caller, () -> new AgentView(caller, setup.store(), events, state, leased));
  }

  /** Begins to observe, to act and to offer. */
  public void start() {
    setup
        .runtime()
        .call(
            () -> setup.backend().watch(this::changed),
            this::watch,
            cause -> LOG.warn("changes are not hinted at: {}", cause.getMessage()));
    controller.signal();
    offers.start();
    usage.start();
    revoked.start();
  }

  private void changed() {
    controller.signal();
  }

  private void watch(Subscription subscription) {
    watching = subscription;
    if (closed) {
      subscription.close();
    }
  }

  /** Stops; the nodes stay, and the offer expires. */
  @Override
  public void close() {
    closed = true;
    watching.close();
    controller.close();
    offers.close();
    usage.close();
    revoked.close();
    events.close();
  }
}
