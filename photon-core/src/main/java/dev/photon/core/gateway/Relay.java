package dev.photon.core.gateway;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that carries the connections of a gateway. What is not said to be for any thread is
 * touched by that one only.
 */
final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int MOST = 4096;
  private static final int MOST_OF_ONE = 1024;
  private static final long LOOK_AROUND_MILLIS = 500;
  private static final long CLOSING_SECONDS = 2;

  private final Selector selector;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final Set<Tunnel> tunnels = new HashSet<>();
  private boolean accepting = true;
  private long lookedAround = System.nanoTime();

  /** Something to do on the relay's thread. */
  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private Relay(Selector selector) {
    this.selector = selector;
  }

  static Relay open() throws IOException {
    var relay = new Relay(Selector.open());
    var thread = new Thread(relay::run, "gateway");
    thread.setDaemon(true);
    thread.start();
    return relay;
  }

  /** Begins to accept. From any thread. */
  void open(Entrance entrance) {
    soon(() -> entrance.listener().register(selector, SelectionKey.OP_ACCEPT, entrance));
  }

  /**
   * Frees the ports and cuts the connections. From any thread but the relay's; returns when that is
   * done, which the network cannot delay.
   */
  void close(List<Entrance> entrances) {
    entrances.forEach(e -> closeQuietly(e.listener()));
    var done = new CountDownLatch(1);
    soon(
        () -> {
          List.copyOf(tunnels).stream()
              .filter(t -> entrances.contains(t.entrance()))
              .forEach(this::end);
          // A closed channel keeps its port until the selector has let go of it.
          selector.selectNow(this::turn);
          done.countDown();
        });
    try {
      if (!done.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the gateway is slow: ports that were closed may still be open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends everything. From any thread. */
  @Override
  public void close() {
    for (SelectionKey key : Set.copyOf(selector.keys())) {
      closeQuietly(key.channel());
    }
    closeQuietly(selector);
  }

  private void soon(Task task) {
    tasks.add(task);
    selector.wakeup();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::turn, LOOK_AROUND_MILLIS);
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
          run(task);
        }
        lookAround();
      }
    } catch (ClosedSelectorException e) {
      LOG.debug("the gateway is closed", e);
    } catch (IOException e) {
      LOG.error("the gateway stops: its selector does not work", e);
    }
  }

  private static void run(Task task) {
    try {
      task.run();
    } catch (IOException e) {
      LOG.debug("an entrance was closed before it was open", e);
    }
  }

  private void turn(SelectionKey key) {
    if (key.attachment() instanceof Entrance entrance) {
      accept(key, entrance);
    } else if (key.attachment() instanceof Tunnel tunnel && !tunnel.turn(key)) {
      end(tunnel);
    }
  }

  private void accept(SelectionKey key, Entrance entrance) {
    try {
      if (!key.isValid()) {
        return;
      }
      SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
      if (client == null) {
        return;
      }
      if (tunnels.size() >= MOST || entrance.connections >= MOST_OF_ONE) {
        client.close();
        return;
      }
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      var tunnel = new Tunnel(selector, entrance, client);
      entrance.connections++;
      tunnels.add(tunnel);
      if (!tunnel.begin()) {
        end(tunnel);
      }
    } catch (IOException e) {
      // Too many open files, most likely: the connection waits until some are closed.
      if (accepting && key.isValid() && key.channel().isOpen()) {
        LOG.warn("connections wait: {}", e.getMessage());
      }
      pause();
    }
  }

  /** Accepts nothing until the next look around, instead of failing in a circle. */
  private void pause() {
    accepting = false;
    selector.keys().forEach(key -> acceptance(key, 0));
  }

  private static void acceptance(SelectionKey key, int interest) {
    if (key.attachment() instanceof Entrance && key.isValid()) {
      key.interestOps(interest);
    }
  }

  private void lookAround() {
    long now = System.nanoTime();
    if (now - lookedAround < LOOK_AROUND_MILLIS * 1_000_000) {
      return;
    }
    lookedAround = now;
    for (Tunnel tunnel : List.copyOf(tunnels)) {
      if (!tunnel.inTime(now)) {
        end(tunnel);
      }
    }
    if (!accepting) {
      accepting = true;
      selector.keys().forEach(key -> acceptance(key, SelectionKey.OP_ACCEPT));
    }
  }

  private void end(Tunnel tunnel) {
    if (tunnels.remove(tunnel)) {
      tunnel.entrance().connections--;
      tunnel.close();
    }
  }

  static void closeQuietly(AutoCloseable closing) {
    try {
      closing.close();
    } catch (Exception e) {
      LOG.debug("closing", e);
    }
  }
}
