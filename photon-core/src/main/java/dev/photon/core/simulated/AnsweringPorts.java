package dev.photon.core.simulated;

import dev.photon.config.Protocol;
import dev.photon.spi.BackendException;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.Port;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real listeners on 127.0.0.1 for the ports of simulated nodes. Each says once, to whoever
 * connects, that no program runs there. One daemon thread serves them all; it starts with the first
 * port and ends with {@link #close()}. Thread-safe.
 */
final class AnsweringPorts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AnsweringPorts.class);
  private static final int MOST_CONNECTIONS = 512;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Map<NodeId, List<ServerSocketChannel>> listeners = new ConcurrentHashMap<>();
  private @Nullable Selector selector;

  /** One who connected, and when it is cut. */
  private record Guest(String answer, long until) {}

  /** Addresses for a simulation without sockets: they look like addresses, and nobody is there. */
  static List<NodeAddress> imagined(NodeSpec spec) {
    return spec.template().ports().stream()
        .map(p -> new NodeAddress(p.number(), spec.id().service() + ".simulated", p.number()))
        .toList();
  }

  /** Opens a listener for each port of a node. */
  synchronized List<NodeAddress> open(NodeSpec spec) throws BackendException {
    List<ServerSocketChannel> opened = new ArrayList<>();
    List<NodeAddress> addresses = new ArrayList<>();
    try {
      for (Port port : spec.template().ports()) {
        var listener = ServerSocketChannel.open();
        opened.add(listener);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector(), SelectionKey.OP_ACCEPT, answer(spec.id(), port));
        var local = (InetSocketAddress) listener.getLocalAddress();
        addresses.add(new NodeAddress(port.number(), "127.0.0.1", local.getPort()));
      }
    } catch (IOException e) {
      opened.forEach(AnsweringPorts::closeQuietly);
      throw new BackendException(
          BackendException.Kind.UNAVAILABLE, "no port on 127.0.0.1 for " + spec.id(), e);
    }
    if (!opened.isEmpty()) {
      listeners.put(spec.id(), opened);
      wake();
    }
    return addresses;
  }

  void close(NodeId id) {
    List<ServerSocketChannel> closing = listeners.remove(id);
    if (closing != null) {
      closing.forEach(AnsweringPorts::closeQuietly);
      wake();
    }
  }

  @Override
  public synchronized void close() {
    listeners.values().forEach(all -> all.forEach(AnsweringPorts::closeQuietly));
    listeners.clear();
    if (selector != null) {
      Selector ended = selector;
      selector = null;
      ended.keys().forEach(key -> closeQuietly(key.channel()));
      closeQuietly(ended);
    }
  }

  private synchronized void wake() {
    if (selector != null) {
      // Closed channels leave the selector, and with it their ports, at its next round.
      selector.wakeup();
    }
  }

  private synchronized Selector selector() throws IOException {
    if (selector == null) {
      Selector fresh = Selector.open();
      var thread = new Thread(() -> serve(fresh), "simulated-ports");
      thread.setDaemon(true);
      thread.start();
      selector = fresh;
    }
    return selector;
  }

  private static void serve(Selector selector) {
    var scratch = ByteBuffer.allocate(4096);
    while (selector.isOpen()) {
      try {
        selector.select(1_000);
        long now = System.nanoTime();
        for (SelectionKey key : List.copyOf(selector.selectedKeys())) {
          turn(selector, key, scratch, now);
        }
        selector.selectedKeys().clear();
        for (SelectionKey key : selector.keys()) {
          if (key.attachment() instanceof Guest guest && now - guest.until() > 0) {
            closeQuietly(key.channel());
          }
        }
      } catch (java.nio.channels.ClosedSelectorException e) {
        return;
      } catch (IOException e) {
        LOG.warn("the ports of simulated nodes do not answer", e);
        return;
      }
    }
  }

  private static void turn(Selector selector, SelectionKey key, ByteBuffer scratch, long now) {
    try {
      if (!key.isValid()) {
        return;
      }
      if (key.channel() instanceof ServerSocketChannel listener) {
        accept(selector, listener, (Answer) key.attachment(), now);
      } else {
        answer((SocketChannel) key.channel(), key, scratch);
      }
    } catch (IOException e) {
      // The other side is gone; there is nobody to tell.
      closeQuietly(key.channel());
    }
  }

  private static void accept(
      Selector selector, ServerSocketChannel listener, Answer answer, long now) throws IOException {
    SocketChannel guest = listener.accept();
    if (guest == null) {
      return;
    }
    if (selector.keys().size() > MOST_CONNECTIONS + listenersOf(selector)) {
      guest.close();
      return;
    }
    guest.configureBlocking(false);
    guest.setOption(StandardSocketOptions.TCP_NODELAY, true);
    SelectionKey key =
        guest.register(selector, SelectionKey.OP_READ, new Guest(answer.text(), now + IDLE_NANOS));
    if (answer.unasked()) {
      send(guest, key);
    }
  }

  private static long listenersOf(Selector selector) {
    return selector.keys().stream().filter(k -> k.attachment() instanceof Answer).count();
  }

  /** Answers the first bytes, and then reads until the other side has had enough. */
  private static void answer(SocketChannel guest, SelectionKey key, ByteBuffer scratch)
      throws IOException {
    scratch.clear();
    if (guest.read(scratch) < 0) {
      guest.close();
    } else {
      send(guest, key);
    }
  }

  private static void send(SocketChannel guest, SelectionKey key) throws IOException {
    Guest state = (Guest) key.attachment();
    if (!state.answer().isEmpty()) {
      // A few hundred bytes always fit into an empty socket buffer.
      guest.write(StandardCharsets.UTF_8.encode(state.answer()));
      guest.shutdownOutput();
      key.attach(new Guest("", state.until()));
    }
  }

  /** What a port says, and whether it says it without being asked. */
  private record Answer(String text, boolean unasked) {}

  private static Answer answer(NodeId id, Port port) {
    String text = "This is the simulated node " + id + ". No program runs here.\n";
    if (port.protocol() != Protocol.HTTP) {
      return new Answer(text, true);
    }
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.length()
            + "\r\nX-Photon-Simulated: "
            + id
            + "\r\nConnection: close\r\n\r\n";
    return new Answer(head + text, false);
  }

  private static void closeQuietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception e) {
      LOG.debug("closing a simulated node's port", e);
    }
  }
}
