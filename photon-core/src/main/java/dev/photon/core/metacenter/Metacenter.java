package dev.photon.core.metacenter;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.match.Requirements;
import dev.photon.core.metacenter.MetacenterStore.StoredRevision;
import dev.photon.core.rollout.Parts;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.spi.Transport;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RegistryApi;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one deployment as its newest revision says: finds a datacenter for each entry, sends each
 * its whole part until it has acknowledged it, and asks how it goes. Level-triggered: every pass
 * compares what is wanted with what was told. All of it runs on the host's loop; the callers' view
 * is {@link MetacenterView}.
 */
final class Metacenter {
  private static final Logger LOG = LoggerFactory.getLogger(Metacenter.class);

  /** How often it is looked at when nothing happens. */
  private static final Duration TICK = Duration.ofSeconds(2);

  private final MetacenterContext context;
  private final RoleRuntime runtime;
  private final Market market;
  private final Transport transport;
  private final Announcer announcer;
  private final Signal signal;
  private final Links links;
  private final Exchange exchange;
  private final Consumption consumption;

  private long lastEpoch;
  private long revision;
  private Optional<DeploymentConfig> config = Optional.empty();
  private boolean deleting;

  private volatile MetacenterStatus snapshot;

  Metacenter(MetacenterContext context, Transport transport, Endpoint registry) {
    this.context = context;
    this.runtime = context.runtime();
    this.transport = transport;
    this.announcer = new Announcer(context);
    this.signal = new Signal(runtime, TICK, this::pass);
    RegistryApi registryApi = transport.connect(registry, RegistryApi.class);
    this.market = new Market(context, registryApi, signal::raise);
    this.links = new Links(context, transport, announcer);
    this.consumption = new Consumption(context, registryApi);
    this.exchange =
        new Exchange(context, registryApi, market, announcer, links, consumption, signal::raise);
    this.deleting = context.stored().deleting();
    this.snapshot = StatusView.empty(context.id(), context.name());
  }

  /** Takes up what is stored, and begins. On the loop. */
  void start() {
    lastEpoch = context.rows().lastEpoch(context.id());
    context.rows().assignments(context.id()).forEach(links::open);
    consumption.start();
    signal.raise();
  }

  void signal() {
    signal.raise();
  }

  /** As of the last pass. From any thread. */
  MetacenterStatus status() {
    return snapshot;
  }

  MetacenterContext context() {
    return context;
  }

  void close() {
    signal.close();
    consumption.close();
    transport.close();
  }

  private void pass() {
    takeUp();
    if (deleting) {
      links.kept().values().forEach(links::leave);
    } else {
      config.ifPresent(this::assign);
    }
    Instant now = runtime.now();
    for (EntryLink link : links.all()) {
      if (!link.busy && !now.isBefore(link.due)) {
        exchange.round(link, revision, config);
      }
    }
    publish();
  }

  /** Reads the newest revision, and whether everything shall go. */
  private void takeUp() {
    if (!deleting) {
      deleting = context.rows().store().read(tx -> context.rows().deleting(tx, context.id()));
    }
    Optional<StoredRevision> newest = context.rows().newest(context.id());
    if (newest.isEmpty() || newest.get().number() == revision) {
      return;
    }
    revision = newest.get().number();
    // It was checked before it was stored; only another build could find fault with it now.
    config = ConfigLoader.standard().load("revision " + revision, newest.get().document()).value();
    if (config.isEmpty()) {
      LOG.error("{}: revision {} cannot be read by this build", context.id(), revision);
    }
    market.afresh();
    links.all().forEach(link -> link.due = Instant.EPOCH);
  }

  /** Leaves the datacenters that fit no entry any more, and asks for those that are missing. */
  private void assign(DeploymentConfig wanted) {
    Set<DatacenterName> used = Parts.used(wanted);
    for (EntryLink link : links.kept().values()) {
      var entry = wanted.datacenters().get(link.assignment.entry());
      Offer offer = link.assignment.candidate().offer();
      if (!used.contains(link.assignment.entry())
          || entry == null
          || entry.region() != offer.region()) {
        links.leave(link);
      }
    }
    Set<DatacenterName> kept = links.kept().keySet();
    List<DatacenterRequirement> missing =
        Requirements.of(wanted).stream()
            .filter(r -> used.contains(r.entry()) && !kept.contains(r.entry()))
            .toList();
    if (missing.isEmpty()) {
      market.afresh();
    } else {
      long asked = revision;
      market.ask(missing, links.taken(), found -> take(asked, found));
    }
  }

  /** An answer to an earlier revision's question may not fit any more: it is asked anew. */
  private void take(long asked, MatchResult found) {
    if (asked != revision || deleting) {
      market.afresh();
      return;
    }
    List<Assignment> assignments = new ArrayList<>();
    for (MatchResult.EntryMatch match : found.entries()) {
      assignments.add(
          new Assignment(
              match.entry(), ++lastEpoch, false, match.chosen().orElseThrow(), Optional.empty()));
    }
    context.rows().assign(context.id(), assignments);
    assignments.forEach(links::open);
  }

  /** Announces what has changed, and shows the whole as it is now. */
  private void publish() {
    MetacenterStatus status =
        StatusView.of(
            context,
            revision,
            config,
            deleting,
            links.kept(),
            links.leaving(),
            market.unmatched(),
            announcer.announced());
    config.ifPresent(c -> announcer.announce(c, status));
    snapshot = status;
  }
}
