package dev.photon.core.gateway;

import dev.photon.config.Protocol;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.PublicAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The public addresses of a datacenter: each leads to the nodes of one service of one deployment.
 * Thread-safe; its methods do not wait for the network.
 */
public interface Gateway extends AutoCloseable {

  /** A gateway that publishes nothing, for simulations and datacenters without a public side. */
  Gateway NONE =
      new Gateway() {
        @Override
        public SortedMap<Entry, PublicAddress> publish(
            DeploymentId deployment, Map<Entry, List<NodeAddress>> whole) {
          return new TreeMap<>();
        }

        @Override
        public void unpublish(DeploymentId deployment) {}

        @Override
        public void close() {}
      };

  /**
   * A port of a service that anyone may use.
   *
   * @param publicPort the port wished for outside: the one it had before, or the one that the
   *     deployment names
   */
  record Entry(ServiceName service, int port, Protocol protocol, int publicPort)
      implements Comparable<Entry> {
    private static final Comparator<Entry> ORDER =
        Comparator.comparing(Entry::service)
            .thenComparingInt(Entry::port)
            .thenComparing(Entry::protocol)
            .thenComparingInt(Entry::publicPort);

    @Override
    public int compareTo(Entry other) {
      return ORDER.compare(this, other);
    }
  }

  /**
   * Makes exactly these the public entries of a deployment; what is missing from them is closed. An
   * entry that is there already keeps its address and its connections; only its nodes change. An
   * entry without nodes keeps its address and refuses connections.
   *
   * @return the address of each entry; one that no address could be found for is missing
   */
  SortedMap<Entry, PublicAddress> publish(
      DeploymentId deployment, Map<Entry, List<NodeAddress>> whole);

  /** Closes all entries of a deployment, and their connections. */
  void unpublish(DeploymentId deployment);

  /** Closes all entries and connections. */
  @Override
  void close();
}
