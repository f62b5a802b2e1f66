package dev.photon.core.gateway;

import dev.photon.spi.api.NodeAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A public port, and the nodes behind it. */
final class Entrance {
  private final ServerSocketChannel listener;
  private final int port;
  private volatile List<NodeAddress> nodes = List.of();

  /** Whose turn it is. Only the relay touches it. */
  private int turn;

  /** How many connections there are. Only the relay touches it. */
  int connections;

  Entrance(ServerSocketChannel listener, int port) {
    this.listener = listener;
    this.port = port;
  }

  ServerSocketChannel listener() {
    return listener;
  }

  int port() {
    return port;
  }

  void nodes(List<NodeAddress> ready) {
    nodes = List.copyOf(ready);
  }

  /** All nodes, from the one whose turn it is. */
  List<NodeAddress> inTurn() {
    List<NodeAddress> now = nodes;
    List<NodeAddress> order = new ArrayList<>(now.size());
    if (!now.isEmpty()) {
      turn = (turn + 1) % now.size();
      order.addAll(now.subList(turn, now.size()));
      order.addAll(now.subList(0, turn));
    }
    return order;
  }
}
