package dev.photon.spi.api;

/**
 * Where the datacenter itself reaches a port of a node.
 *
 * @param port the node's own port
 * @param host as seen from the datacenter's agent
 */
public record NodeAddress(int port, String host, int hostPort) implements Comparable<NodeAddress> {
  @Override
  public int compareTo(NodeAddress other) {
    return Integer.compare(port, other.port);
  }
}
