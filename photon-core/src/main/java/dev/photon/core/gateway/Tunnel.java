package dev.photon.core.gateway;

import dev.photon.spi.api.NodeAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection from outside to a node. Each direction has a buffer; who sends faster than the
 * other side reads, waits. Where one side has said all, the other may go on.
 */
final class Tunnel {
  private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);
  private static final int BUFFER = 16 * 1024;
  private static final long CONNECT_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long IDLE_NANOS = TimeUnit.HOURS.toNanos(1);

  private final Selector selector;
  private final Entrance entrance;
  private final Deque<NodeAddress> untried;
  private final Way in;
  private final Way out;
  private final SocketChannel client;
  private @Nullable SocketChannel node;
  private boolean connected;
  private long active = System.nanoTime();

  /** What goes in one direction. */
  private static final class Way {
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private boolean ended;
    private boolean passedOn;

    boolean wantsMore() {
      return !ended && buffer.hasRemaining();
    }

    boolean hasSome() {
      return buffer.position() > 0;
    }

    /** Takes what is there and hands on what can be handed on. */
    void move(SocketChannel from, SocketChannel to) throws IOException {
      if (wantsMore() && from.read(buffer) < 0) {
        ended = true;
      }
      if (hasSome()) {
        buffer.flip();
        to.write(buffer);
        buffer.compact();
      }
      if (ended && !hasSome() && !passedOn) {
        passedOn = true;
        to.shutdownOutput();
      }
    }
  }

  Tunnel(Selector selector, Entrance entrance, SocketChannel client) {
    this.selector = selector;
    this.entrance = entrance;
    this.client = client;
    this.untried = new ArrayDeque<>(entrance.inTurn());
    this.in = new Way();
    this.out = new Way();
  }

  Entrance entrance() {
    return entrance;
  }

  /** Begins to connect; false when there is nobody to connect to. */
  boolean begin() {
    while (!untried.isEmpty()) {
      NodeAddress next = untried.removeFirst();
      try {
        active = System.nanoTime();
        SocketChannel channel = SocketChannel.open();
        node = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (channel.connect(new InetSocketAddress(next.host(), next.hostPort()))) {
          return join(channel);
        }
        channel.register(selector, SelectionKey.OP_CONNECT, this);
        return true;
      } catch (IOException | UnresolvedAddressException e) {
        LOG.debug("{} does not answer", next, e);
        forgetNode();
      }
    }
    return false;
  }

  private void forgetNode() {
    SocketChannel failed = node;
    node = null;
    if (failed != null) {
      Relay.closeQuietly(failed);
    }
  }

  private boolean join(SocketChannel channel) throws IOException {
    connected = true;
    active = System.nanoTime();
    channel.register(selector, SelectionKey.OP_READ, this);
    client.register(selector, SelectionKey.OP_READ, this);
    return true;
  }

  /** Does what can be done now; false when the connection is over. */
  boolean turn(SelectionKey key) {
    SocketChannel to = node;
    if (to == null || !key.isValid()) {
      return to != null && client.isOpen() && to.isOpen();
    }
    if (!connected) {
      return key.channel() != to || connect(to);
    }
    try {
      active = System.nanoTime();
      in.move(client, to);
      out.move(to, client);
      if (in.passedOn && out.passedOn) {
        return false;
      }
      interest(client, in, out);
      interest(to, out, in);
      return true;
    } catch (IOException e) {
      LOG.debug("a connection broke", e);
      return false;
    }
  }

  private boolean connect(SocketChannel to) {
    try {
      return !to.finishConnect() || join(to);
    } catch (IOException e) {
      LOG.debug("a node does not answer, trying the next", e);
      forgetNode();
      return begin();
    }
  }

  private void interest(SocketChannel side, Way from, Way to) {
    SelectionKey key = side.keyFor(selector);
    if (key != null && key.isValid()) {
      key.interestOps(
          (from.wantsMore() ? SelectionKey.OP_READ : 0)
              | (to.hasSome() ? SelectionKey.OP_WRITE : 0));
    }
  }

  /** Whether it may go on; one that cannot be connected in time is tried with the next node. */
  boolean inTime(long now) {
    if (connected) {
      return now - active < IDLE_NANOS;
    }
    if (now - active < CONNECT_NANOS) {
      return true;
    }
    forgetNode();
    return begin();
  }

  void close() {
    Relay.closeQuietly(client);
    forgetNode();
  }
}
