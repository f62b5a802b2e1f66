package dev.photon.spi;

import dev.photon.spi.api.Capacity;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.ObservedNode;
import java.util.List;
import java.util.Set;

/**
 * The infrastructure of one datacenter: it makes nodes real, and tells which there are.
 *
 * <p>All methods block, may be interrupted and are called from several threads at once. Core brings
 * the threads, the retries, the journal, the adoption after a restart and the sweep of orphans. A
 * backend keeps no truth of its own: after a restart {@link #observe()} finds what an earlier
 * process made. It sees and touches only what it made for its own datacenter, even where several
 * datacenters share one engine.
 */
public interface DatacenterBackend extends AutoCloseable {

  /** What the datacenter has in all, and what is free beside the nodes that exist. */
  Capacity capacity() throws BackendException;

  /**
   * All nodes of this datacenter that exist, dead ones included. This is the one truth: a list that
   * cannot be complete is a {@link BackendException.Kind#UNAVAILABLE}, never a shorter list.
   */
  List<ObservedNode> observe() throws BackendException;

  /**
   * Asks for a node and returns when the infrastructure has accepted it; it need not be ready.
   * Asking again with the same id changes nothing; a node that an earlier call left half made is
   * completed.
   */
  void create(NodeSpec node) throws BackendException;

  /**
   * Asks that a node be stopped in good order and removed with all that was made for it. An id that
   * does not exist is already done.
   */
  void delete(NodeId id) throws BackendException;

  /**
   * Makes the private network of a deployment: exactly these connections are let through, and the
   * server's service name resolves to its nodes for those clients only. The set is the whole; what
   * is missing from it is cut. An empty set for a deployment with no nodes leaves nothing behind.
   * Called before {@link #create}, and again whenever the set changes.
   */
  void allow(DeploymentId deployment, Set<Connection> whole) throws BackendException;

  /**
   * Calls {@code changed} when something may have changed. A hint: it may come late, twice or
   * never, from any thread; it must return at once.
   */
  default Subscription watch(Runnable changed) {
    return Subscription.NONE;
  }

  /** Frees connections and threads; the nodes stay. */
  @Override
  void close();
}
