package dev.photon.core.metacenter;

import dev.photon.config.DeploymentConfig;
import dev.photon.core.rollout.Parts;
import dev.photon.core.runtime.RoleRuntime;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rounds of one deployment with its datacenters: first the lease at the registry, then the part
 * and the question how it is; and, where it leaves, the clearing away and the end of the lease. One
 * call at a time for each datacenter. Request keys are this metacenter's own, so they need not name
 * it, and have room whatever it is called. Touched on the loop only.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** How often datacenters are asked while something changes, and when nothing does. */
  private static final Duration BUSY = Duration.ofMillis(400);

  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** Answers that repeating the call does not change: the owner has to. */
  private static final Set<Status> REFUSALS =
      EnumSet.of(Status.INVALID, Status.DENIED, Status.CONFLICT, Status.EXHAUSTED);

  /** Answers by which another datacenter is to be looked for, as long as this one has nothing. */
  private static final Set<Status> ELSEWHERE =
      EnumSet.of(Status.NOT_FOUND, Status.CONFLICT, Status.EXHAUSTED);

  private final MetacenterContext context;
  private final RoleRuntime runtime;
  private final RegistryApi registry;
  private final Market market;
  private final Announcer announcer;
  private final Links links;
  private final Consumption consumption;
  private final Runnable changed;

  Exchange(
      MetacenterContext context,
      RegistryApi registry,
      Market market,
      Announcer announcer,
      Links links,
      Consumption consumption,
      Runnable changed) {
    this.context = context;
    this.runtime = context.runtime();
    this.registry = registry;
    this.market = market;
    this.announcer = announcer;
    this.links = links;
    this.consumption = consumption;
    this.changed = changed;
  }

  /** One round with a datacenter; the next is due when this one has ended. */
  void round(EntryLink link, long revision, Optional<DeploymentConfig> config) {
    if (links.isLeaving(link)) {
      if (link.cleared) {
        endLease(link);
      } else {
        clearAway(link);
      }
    } else if (config.isPresent()) {
      LeaseNeed.of(context.id(), link.assignment, revision, config.get())
          .ifPresentOrElse(
              request -> lease(link, request), () -> send(link, revision, config.get()));
    }
  }

  private void lease(EntryLink link, LeaseRequest request) {
    RequestKey key = LeaseNeed.key(request);
    link.busy = true;
    runtime.call(
        () -> registry.leaseOpen(key, request),
        lease -> leased(link, lease),
        e -> notLeased(link, request.id(), e));
  }

  private void leased(EntryLink link, Lease lease) {
    link.busy = false;
    if (lease.state() == Lease.State.CLOSED) { // it was not taken up in time
      leave(link);
    } else {
      link.assignment = link.assignment.with(lease);
      context.rows().lease(context.id(), link.assignment);
      link.trouble = Optional.empty();
    }
    again(link, Duration.ZERO);
  }

  private void notLeased(EntryLink link, LeaseId id, Exception e) {
    link.busy = false;
    boolean refused = e instanceof ApiException answer && ELSEWHERE.contains(answer.status());
    if (refused && link.assignment.lease().isEmpty() && !links.isLeaving(link)) {
      LOG.info("no lease {}: {}", id, e.getMessage());
      market.refused(link.datacenter());
      links.drop(link);
      changed.run();
      return;
    }
    troubled(link, e);
  }

  /** Sends what the datacenter has not acknowledged, then asks how it is. */
  private void send(EntryLink link, long revision, DeploymentConfig config) {
    DesiredDeployment part =
        Parts.of(
            context.id(),
            revision,
            link.assignment.epoch(),
            config,
            link.assignment.entry(),
            links.told());
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
        status -> {
          consumption.heard(link, status, config);
          heard(link, part, status);
        },
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
    if (e instanceof ApiException refusal) {
      link.reachable = !refusal.retryable();
      if (refusal.status() == Status.NOT_FOUND) {
        // It has lost the part: it is sent anew.
        link.acknowledged = null;
      }
      if (refusal.status() == Status.EXHAUSTED && link.told.isEmpty()) {
        LOG.info("{}: {} has no room: {}", context.id(), link.datacenter(), e.getMessage());
        leave(link);
      }
    }
    troubled(link, e);
  }

  private void leave(EntryLink link) {
    if (!links.isLeaving(link)) {
      market.refused(link.datacenter());
      links.leave(link);
    }
  }

  /** Notes why the last call was not carried out, and tries again later. */
  private void troubled(EntryLink link, Exception e) {
    link.trouble = Optional.of(String.valueOf(e.getMessage()));
    link.refused = e instanceof ApiException answer && REFUSALS.contains(answer.status());
    if (!(e instanceof ApiException)) {
      LOG.warn("{}: a round for {} has a fault", context.id(), link.assignment.entry(), e);
    }
    again(link, AFTER_FAILURE);
  }

  private void clearAway(EntryLink link) {
    link.busy = true;
    RequestKey key = new RequestKey("delete-" + link.assignment.epoch());
    runtime.call(
        () -> {
          try {
            link.api.deploymentDelete(key, context.id(), link.assignment.epoch());
            return Optional.of(link.api.deploymentStatus(context.id()));
          } catch (ApiException e) {
            if (e.status() == Status.NOT_FOUND) {
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
    link.cleared = status.isEmpty();
    status.ifPresentOrElse(told -> consumption.heard(link, told), () -> consumption.over(link));
    again(link, link.cleared ? Duration.ZERO : BUSY);
  }

  /** Nothing is left there: nobody needs to pay for it any more. */
  private void endLease(EntryLink link) {
    LeaseId id = LeaseNeed.id(context.id(), link.assignment);
    RequestKey key = new RequestKey("close-" + id.epoch());
    link.busy = true;
    runtime.call(
        () -> {
          try {
            consumption.tell(); // while the registry knows who tells
            registry.leaseClose(key, id);
          } catch (ApiException e) {
            // A registry that has forgotten the deployment has closed its leases.
            if (!e.reason().equals(ApiException.NOT_REGISTERED)) {
              throw e;
            }
          }
          return id;
        },
        ended -> {
          link.busy = false;
          links.drop(link);
          changed.run();
        },
        e -> {
          link.busy = false;
          troubled(link, e);
        });
  }

  /** Looks at what was heard now, and asks again later. */
  private void again(EntryLink link, Duration later) {
    link.due = later.isZero() ? Instant.EPOCH : runtime.now().plus(later);
    if (!later.isZero()) {
      runtime.after(later, changed);
    }
    changed.run();
  }

  private RequestKey newKey() {
    byte[] bytes = new byte[16];
    runtime.random().nextBytes(bytes);
    return new RequestKey(HexFormat.of().formatHex(bytes));
  }
}
