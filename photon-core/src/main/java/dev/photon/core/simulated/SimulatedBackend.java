package dev.photon.core.simulated;

import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One datacenter of a {@link SimulatedInfrastructure}. No program runs: a node becomes ready some
 * time after it was created, as judged by the clock when it is looked at, and one whose arguments
 * are {@code exit} and a status ends at once. The only backend that other backends are compared to.
 */
public final class SimulatedBackend implements DatacenterBackend {
  private final SimulatedOptions options;
  private final Clock clock;
  private final SimulatedSite site;
  private final ConcurrentLinkedQueue<Subscription> watching = new ConcurrentLinkedQueue<>();

  public SimulatedBackend(
      DatacenterId datacenter,
      SimulatedOptions options,
      Clock clock,
      SimulatedInfrastructure infrastructure) {
    this.options = options;
    this.clock = clock;
    this.site = infrastructure.site(datacenter);
    site.seed(options.seed());
  }

  @Override
  public Capacity capacity() throws BackendException {
    return site.call(false, () -> site.capacity(options.total(), clock.instant()));
  }

  @Override
  public List<ObservedNode> observe() throws BackendException {
    return site.call(false, () -> site.seen(clock.instant()));
  }

  @Override
  public void create(NodeSpec node) throws BackendException {
    change(() -> site.create(node, clock.instant(), options));
  }

  @Override
  public void delete(NodeId id) throws BackendException {
    change(() -> site.delete(id));
  }

  @Override
  public void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException {
    change(() -> site.allow(deployment, whole));
  }

  @Override
  public Subscription watch(Runnable changed) {
    Subscription subscription = site.watch(changed);
    watching.add(subscription);
    return () -> {
      subscription.close();
      watching.remove(subscription);
    };
  }

  @Override
  public void close() {
    watching.forEach(Subscription::close);
    watching.clear();
  }

  private void change(Change change) throws BackendException {
    boolean done =
        site.call(
            true,
            () -> {
              change.make();
              return true;
            });
    assert done;
  }

  @FunctionalInterface
  private interface Change {
    void make() throws BackendException;
  }
}
