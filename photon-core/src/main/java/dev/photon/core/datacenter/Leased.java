package dev.photon.core.datacenter;

import dev.photon.config.Resources;
import dev.photon.core.store.Store;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.ApiException.Status;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.RegistryApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the lease that a part goes by: among those that are held, else at the registry, which knows
 * it first. Nothing runs here that is not leased. Thread-safe.
 */
final class Leased {
  private final DatacenterId here;
  private final Store store;
  private final RegistryApi registry;

  Leased(DatacenterId here, Store store, RegistryApi registry) {
    this.here = here;
    this.store = store;
    this.registry = registry;
  }

  /**
   * The lease of the part's epoch; blocks while the registry is asked for one that is new, or that
   * the part is too large for as it is known here.
   *
   * @throws ApiException {@code DENIED not-leased}; {@code UNAVAILABLE} when the registry is needed
   *     and does not answer
   */
  Lease of(DesiredDeployment part) {
    if (part.epoch() < 1) {
      throw denied("a part must be of an epoch from 1, not " + part.epoch());
    }
    LeaseId id = new LeaseId(part.deployment(), part.epoch());
    Optional<Lease> known = store.read(tx -> HeldLeases.find(tx, id)).filter(l -> covers(l, part));
    return known.orElseGet(() -> ask(id, part));
  }

  private Lease ask(LeaseId id, DesiredDeployment part) {
    Lease lease;
    try {
      lease = registry.leaseShow(id);
    } catch (ApiException e) {
      if (e.status() == Status.NOT_FOUND) {
        throw denied("there is no lease %s in this datacenter".formatted(id));
      }
      throw new ApiException(
          Status.UNAVAILABLE,
          "lease-unknown",
          "the registry does not say now whether there is a lease %s".formatted(id),
          Optional.of("try again in a few seconds"));
    }
    if (!lease.id().equals(id) || !lease.datacenter().equals(here)) {
      throw denied("there is no lease %s in this datacenter".formatted(id));
    }
    if (lease.state() == Lease.State.CLOSED) {
      throw denied("the lease %s is closed".formatted(id));
    }
    if (!covers(lease, part)) {
      throw denied("the part has nodes that the lease %s is not for".formatted(id));
    }
    return lease;
  }

  /** Whether there are as many nodes of each size in the lease as the part has. */
  static boolean covers(Lease lease, DesiredDeployment part) {
    Map<Resources, Long> left = new HashMap<>();
    lease.nodes().forEach(n -> left.merge(n.size(), (long) n.nodes(), Long::sum));
    for (DesiredService service : part.services()) {
      long rest = left.merge(service.template().resources(), -(long) service.nodes(), Long::sum);
      if (rest < 0) {
        return false;
      }
    }
    return true;
  }

  private static ApiException denied(String message) {
    return new ApiException(
        Status.DENIED, "not-leased", message, Optional.of("open a lease at the registry first"));
  }
}
