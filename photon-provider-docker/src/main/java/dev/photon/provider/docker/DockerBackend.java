package dev.photon.provider.docker;

import com.google.common.util.concurrent.Striped;
import dev.photon.spi.BackendException;
import dev.photon.spi.BackendException.Kind;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * A datacenter on a Docker Engine, or on its share of one: a node is a container.
 *
 * <p>Keeps no truth of its own. Containers and networks carry labels, and nothing without the
 * labels of this datacenter is read or touched. See RATIONALE.md for the networks.
 */
final class DockerBackend implements DatacenterBackend {
  private final DatacenterId datacenter;
  private final EngineClient engine;
  private final Share share;
  private final NodeReader reader;
  private final NodeWriter writer;
  private final Networks networks;

  /** One change at a time to a node; many to different ones. */
  private final Striped<Lock> nodeLocks = Striped.lock(256);

  /** Shared while nodes are made on a deployment's networks, exclusive while those change. */
  private final Striped<ReadWriteLock> networkLocks = Striped.readWriteLock(64);

  private final Set<NodeId> stopping = ConcurrentHashMap.newKeySet();
  private final Set<EventWatch> watches = ConcurrentHashMap.newKeySet();

  DockerBackend(DatacenterId datacenter, DockerOptions options, EngineClient engine) {
    this.datacenter = datacenter;
    this.engine = engine;
    this.share = new Share(engine, options);
    this.reader = new NodeReader(engine, datacenter);
    this.networks = new Networks(engine, datacenter, options.networks());
    this.writer = new NodeWriter(engine, datacenter, options, reader, networks, share);
  }

  @Override
  public Capacity capacity() throws BackendException {
    return call("the engine's capacity", () -> share.capacity(reader.containers(Map.of())));
  }

  @Override
  public List<ObservedNode> observe() throws BackendException {
    return call("observe " + datacenter, () -> reader.observe(Set.copyOf(stopping)));
  }

  @Override
  public void create(NodeSpec node) throws BackendException {
    NodeId id = node.id();
    run("create " + id, () -> writer.fetch(node.template().image()));
    Lock networksStay = networkLocks.get(id.deployment()).readLock();
    try {
      locked(
          nodeLocks.get(id),
          () -> locked(networksStay, () -> run("create " + id, () -> writer.complete(node))));
    } catch (BackendException refusal) {
      try {
        removeHomeIfUnused(id);
      } catch (BackendException e) {
        refusal.addSuppressed(e);
      }
      throw refusal;
    }
  }

  @Override
  public void delete(NodeId id) throws BackendException {
    stopping.add(id);
    try {
      locked(nodeLocks.get(id), () -> run("delete " + id, () -> writer.remove(id)));
    } finally {
      stopping.remove(id);
    }
    removeHomeIfUnused(id);
  }

  @Override
  public void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException {
    Set<NetworkKey.Link> links = new HashSet<>();
    whole.forEach(c -> links.add(new NetworkKey.Link(c.client(), c.server())));
    locked(
        networkLocks.get(deployment).writeLock(),
        () ->
            run(
                "connect the services of " + deployment,
                () -> networks.apply(deployment, links, reader.members(deployment))));
  }

  /** Leaves nothing of a service that has no nodes: its own network goes with the last one. */
  private void removeHomeIfUnused(NodeId last) throws BackendException {
    locked(
        networkLocks.get(last.deployment()).writeLock(),
        () ->
            run(
                "remove the network of " + last.service(),
                () -> {
                  if (reader.containers(NodeLabels.service(last)).isEmpty()) {
                    networks.removeHome(last.deployment(), last.service());
                  }
                }));
  }

  @Override
  public Subscription watch(Runnable changed) {
    EventWatch watch =
        EventWatch.open(engine, Map.of(NodeLabels.DATACENTER, datacenter.value()), changed);
    watches.add(watch);
    return () -> {
      watch.close();
      watches.remove(watch);
    };
  }

  @Override
  public void close() {
    watches.forEach(EventWatch::close);
    watches.clear();
    engine.close();
  }

  private interface Question<T> {
    T ask() throws EngineException;
  }

  private interface Change {
    void make() throws EngineException, BackendException;
  }

  private interface Guarded {
    void run() throws BackendException;
  }

  private static <T> T call(String what, Question<T> question) throws BackendException {
    try {
      return question.ask();
    } catch (EngineException e) {
      throw EngineErrors.wrap(what, e);
    }
  }

  private static void run(String what, Change change) throws BackendException {
    try {
      change.make();
    } catch (EngineException e) {
      throw EngineErrors.wrap(what, e);
    }
  }

  private static void locked(Lock lock, Guarded work) throws BackendException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.UNAVAILABLE, "interrupted", e);
    }
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
