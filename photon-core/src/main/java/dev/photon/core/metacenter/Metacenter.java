package dev.photon.core.metacenter;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.match.Requirements;
import dev.photon.core.metacenter.MetacenterStore.StoredRevision;
import dev.photon.core.rollout.Parts;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.core.runtime.Signal;
import dev.photon.crypto.Identity;
import dev.photon.spi.Transport;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequirement;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.MatchResult;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.Offer;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /** How often datacenters are asked while something changes, and when nothing does. */
  private static final Duration BUSY = Duration.ofMillis(400);

  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** Answers that repeating the call does not change: the owner has to. */
  private static final Set<ApiException.Status> REFUSALS =
      EnumSet.of(
          ApiException.Status.INVALID,
          ApiException.Status.DENIED,
          ApiException.Status.CONFLICT,
          ApiException.Status.EXHAUSTED);

  private final MetacenterContext context;
  private final RoleRuntime runtime;
  private final Market market;
  private final Transport transport;
  private final Announcer announcer;
  private final Signal signal;

  private final Map<DatacenterName, EntryLink> links = new TreeMap<>();
  private final List<EntryLink> leaving = new ArrayList<>();
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
    this.signal = new Signal(runtime, CALM, this::pass);
    this.market =
        new Market(context, transport.connect(registry, RegistryApi.class), signal::raise);
    this.deleting = context.stored().deleting();
    this.snapshot = StatusView.empty(context.id(), context.name());
  }

  /** Takes up what is stored, and begins. On the loop. */
  void start() {
    for (Assignment assignment : context.rows().assignments(context.id())) {
      lastEpoch = Math.max(lastEpoch, assignment.epoch());
      open(assignment);
    }
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
    transport.close();
  }

  private void pass() {
    takeUp();
    if (deleting) {
      List.copyOf(links.values()).forEach(this::leave);
    } else {
      config.ifPresent(this::assign);
    }
    Instant now = runtime.now();
    for (EntryLink link : all()) {
      if (!link.busy && !now.isBefore(link.due)) {
        exchange(link);
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
    all().forEach(link -> link.due = Instant.EPOCH);
  }

  /** Leaves the datacenters that fit no entry any more, and asks for those that are missing. */
  private void assign(DeploymentConfig wanted) {
    Set<DatacenterName> used = Parts.used(wanted);
    for (EntryLink link : List.copyOf(links.values())) {
      var entry = wanted.datacenters().get(link.assignment.entry());
      Offer offer = link.assignment.candidate().offer();
      if (!used.contains(link.assignment.entry())
          || entry == null
          || entry.region() != offer.region()) {
        leave(link);
      }
    }
    List<DatacenterRequirement> missing =
        Requirements.of(wanted).stream()
            .filter(r -> used.contains(r.entry()) && !links.containsKey(r.entry()))
            .toList();
    if (missing.isEmpty()) {
      market.afresh();
    } else {
      long asked = revision;
      market.ask(missing, taken(), found -> take(asked, found));
    }
  }

  /** Datacenters that have a part of this deployment already. */
  private Set<DatacenterId> taken() {
    Set<DatacenterId> taken = new TreeSet<>();
    all().forEach(link -> taken.add(link.assignment.candidate().offer().id()));
    return taken;
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
          new Assignment(match.entry(), ++lastEpoch, false, match.chosen().orElseThrow()));
    }
    context.rows().assign(context.id(), assignments);
    assignments.forEach(this::open);
  }

  private void open(Assignment assignment) {
    Offer offer = assignment.candidate().offer();
    Identity agent = Identity.agent(context.registryName(), offer.id().value());
    EntryLink link =
        new EntryLink(
            assignment, transport.connect(offer.endpoint().as(agent), DatacenterApi.class));
    if (assignment.leaving()) {
      leaving.add(link);
    } else {
      links.put(assignment.entry(), link);
    }
  }

  private void leave(EntryLink link) {
    context.rows().leave(context.id(), link.assignment);
    links.remove(link.assignment.entry());
    announcer.forget(link.assignment.entry());
    link.due = Instant.EPOCH;
    leaving.add(link);
  }

  private List<EntryLink> all() {
    List<EntryLink> all = new ArrayList<>(links.values());
    all.addAll(leaving);
    return all;
  }

  /** One round with a datacenter: send what it has not acknowledged, then ask how it is. */
  private void exchange(EntryLink link) {
    if (leaving.contains(link)) {
      clearAway(link);
      return;
    }
    if (config.isEmpty()) {
      return;
    }
    DesiredDeployment part =
        Parts.of(
            context.id(),
            revision,
            link.assignment.epoch(),
            config.get(),
            link.assignment.entry(),
            told());
    boolean send = !part.equals(link.acknowledged);
    if (send && !part.equals(link.sending)) {
      link.sending = part;
      link.key = newKey();
    }
    boolean first = link.acknowledged == null;
    RequestKey key = link.key == null ? newKey() : link.key;
    link.busy = true;
    runtime.call(
        () -> {
          if (send && first) {
            link.api.deploymentCreate(key, part);
          } else if (send) {
            link.api.deploymentUpdate(key, part);
          }
          return link.api.deploymentStatus(context.id());
        },
        status -> heard(link, part, status),
        e -> failed(link, e));
  }

  private void heard(EntryLink link, DesiredDeployment part, DeploymentStatus status) {
    link.busy = false;
    link.acknowledged = part;
    link.sending = null;
    link.told = Optional.of(status);
    link.reachable = true;
    link.refused = false;
    link.trouble = Optional.empty();
    boolean calm = announcer.told(link.assignment.entry(), part, status);
    again(link, calm ? CALM : BUSY);
  }

  private void failed(EntryLink link, Exception e) {
    link.busy = false;
    link.trouble = Optional.of(String.valueOf(e.getMessage()));
    link.refused = false;
    if (e instanceof ApiException refusal) {
      link.reachable = !refusal.retryable();
      link.refused = REFUSALS.contains(refusal.status());
      if (refusal.status() == ApiException.Status.NOT_FOUND) {
        // It has lost the part: it is sent anew.
        link.acknowledged = null;
      }
      if (refusal.status() == ApiException.Status.EXHAUSTED && link.told.isEmpty()) {
        LOG.info("{}: {} has no room: {}", context.id(), link.assignment, e.getMessage());
        market.refused(link.assignment.candidate().offer().id());
        leave(link);
      }
    } else {
      LOG.warn("{}: a round with {} has a fault", context.id(), link.assignment.entry(), e);
    }
    again(link, AFTER_FAILURE);
  }

  private void clearAway(EntryLink link) {
    link.busy = true;
    RequestKey key = new RequestKey("delete-" + link.assignment.epoch() + "-" + context.id());
    runtime.call(
        () -> {
          try {
            link.api.deploymentDelete(key, context.id(), link.assignment.epoch());
            return Optional.of(link.api.deploymentStatus(context.id()));
          } catch (ApiException e) {
            if (e.status() == ApiException.Status.NOT_FOUND) {
              return Optional.<DeploymentStatus>empty();
            }
            throw e;
          }
        },
        status -> clearedAway(link, status),
        e -> failed(link, e));
  }

  private void clearedAway(EntryLink link, Optional<DeploymentStatus> status) {
    link.busy = false;
    link.reachable = true;
    link.trouble = Optional.empty();
    link.told = status;
    if (status.isEmpty()) {
      context.rows().drop(context.id(), link.assignment);
      leaving.remove(link);
    }
    again(link, BUSY);
  }

  /** Looks at what was heard now, and asks again later. */
  private void again(EntryLink link, Duration later) {
    link.due = runtime.now().plus(later);
    runtime.after(later, signal::raise);
    signal.raise();
  }

  private Map<DatacenterName, DeploymentStatus> told() {
    Map<DatacenterName, DeploymentStatus> told = new TreeMap<>();
    links.forEach((entry, link) -> link.told.ifPresent(status -> told.put(entry, status)));
    return told;
  }

  /** Announces what has changed, and shows the whole as it is now. */
  private void publish() {
    MetacenterStatus status =
        StatusView.of(
            context,
            revision,
            config,
            deleting,
            links,
            leaving,
            market.unmatched(),
            announcer.announced());
    config.ifPresent(c -> announcer.announce(c, status));
    snapshot = status;
  }

  private RequestKey newKey() {
    byte[] bytes = new byte[16];
    runtime.random().nextBytes(bytes);
    return new RequestKey(HexFormat.of().formatHex(bytes));
  }
}
