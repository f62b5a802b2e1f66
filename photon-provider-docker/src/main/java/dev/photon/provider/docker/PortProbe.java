package dev.photon.provider.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out which addresses accept a TCP connection, many at once, without a thread for each. */
final class PortProbe {
  /** How many connections are tried at a time: each needs a file descriptor. */
  private static final int BATCH = 200;

  private final Duration timeout;

  /**
   * Makes a probe.
   *
   * @param timeout how long a batch of connections may take
   */
  PortProbe(Duration timeout) {
    this.timeout = timeout;
  }

  /** Those of the addresses that accepted within the time-out. */
  Set<InetSocketAddress> accepting(Collection<InetSocketAddress> addresses) throws IOException {
    Set<InetSocketAddress> accepted = new HashSet<>();
    List<InetSocketAddress> all = List.copyOf(new HashSet<>(addresses));
    for (int from = 0; from < all.size(); from += BATCH) {
      batch(all.subList(from, Math.min(all.size(), from + BATCH)), accepted);
    }
    return accepted;
  }

  private void batch(List<InetSocketAddress> addresses, Set<InetSocketAddress> accepted)
      throws IOException {
    try (Selector selector = Selector.open()) {
      try {
        for (InetSocketAddress address : addresses) {
          connect(address, selector, accepted);
        }
        await(selector, accepted);
      } finally {
        for (SelectionKey key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private static void connect(
      InetSocketAddress address, Selector selector, Set<InetSocketAddress> accepted)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.configureBlocking(false);
      if (channel.connect(address)) {
        accepted.add(address);
        channel.close();
      } else {
        channel.register(selector, SelectionKey.OP_CONNECT, address);
      }
    } catch (IOException e) {
      channel.close(); // Refused, or no route: it does not accept.
    }
  }

  private void await(Selector selector, Set<InetSocketAddress> accepted) throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    int pending = selector.keys().size();
    while (pending > 0 && !Thread.currentThread().isInterrupted()) {
      long millis = (deadline - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        return;
      }
      selector.select(millis);
      for (SelectionKey key : selector.selectedKeys()) {
        pending--;
        if (connected(key)) {
          accepted.add((InetSocketAddress) key.attachment());
        }
        key.channel().close();
      }
      selector.selectedKeys().clear();
    }
  }

  private static boolean connected(SelectionKey key) {
    try {
      return ((SocketChannel) key.channel()).finishConnect();
    } catch (IOException e) {
      return false;
    }
  }
}
