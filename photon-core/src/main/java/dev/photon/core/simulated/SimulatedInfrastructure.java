package dev.photon.core.simulated;

import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.ObservedNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The machines that simulated backends share: it outlives them, so that one that is opened again
 * finds the nodes that an earlier one made. Tests reach behind the backends' backs here: they kill
 * nodes and break the infrastructure. Thread-safe.
 */
public final class SimulatedInfrastructure implements AutoCloseable {
  private final Map<DatacenterId, SimulatedSite> sites = new TreeMap<>();
  private final AnsweringPorts ports = new AnsweringPorts();

  /**
   * How the infrastructure misbehaves; each is a chance from 0 to 1, drawn from the seed.
   *
   * @param refused calls that fail as UNAVAILABLE, without effect
   * @param unanswered calls that fail as UNAVAILABLE, although they had their effect
   * @param lostHints hints that never come
   * @param lateHints hints that come with the next call
   * @param doubledHints hints that come twice
   */
  public record Faults(
      double refused, double unanswered, double lostHints, double lateHints, double doubledHints) {
    public static final Faults NONE = new Faults(0, 0, 0, 0, 0);

    /** Calls succeed, hints are as bad as the contract allows. */
    public static final Faults OF_HINTS = new Faults(0, 0, 0.2, 0.2, 0.2);
  }

  /** The nodes of a datacenter as they are at a time, in order, whatever is broken. */
  public List<ObservedNode> nodes(DatacenterId id, Instant now) {
    return site(id).seen(now);
  }

  /** What a deployment's network lets through. */
  public Set<Connection> allowed(DatacenterId id, DeploymentId deployment) {
    return site(id).allowed(deployment);
  }

  /** Ends a node, as a crash does; one that does not exist or has ended stays as it is. */
  public void kill(DatacenterId id, NodeId node, Instant at, String detail) {
    site(id).kill(node, at, detail);
  }

  /** Makes a node vanish without a trace, as a lost machine does. */
  public void lose(DatacenterId id, NodeId node) {
    site(id).lose(node);
  }

  /** Makes every call fail as UNAVAILABLE, or answer again. */
  public void unreachable(DatacenterId id, boolean broken) {
    site(id).unreachable(broken);
  }

  public void faults(DatacenterId id, Faults faults) {
    site(id).faults(faults);
  }

  /** Which nodes were ever created, in order; an id that was created twice is there twice. */
  public List<NodeId> created(DatacenterId id) {
    return site(id).created();
  }

  /** Ends all nodes' listeners. */
  @Override
  public void close() {
    ports.close();
  }

  SimulatedSite site(DatacenterId id) {
    synchronized (sites) {
      return sites.computeIfAbsent(id, unused -> new SimulatedSite(ports));
    }
  }
}
