package dev.photon.core.gateway;

import dev.photon.config.Protocol;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.PublicAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway of real ports: each entry has one, and whoever connects to it is passed through, byte
 * by byte, to the next of the entry's nodes; where that does not answer, to the one after it. One
 * daemon thread carries all connections. Thread-safe.
 *
 * <p>There are at most 4096 connections, 1024 an entry; one on which nothing was said for an hour
 * is cut, as is one whose node does not answer within three seconds and has no other behind it.
 */
public final class SocketGateway implements Gateway {
  private static final Logger LOG = LoggerFactory.getLogger(SocketGateway.class);

  private final String bindHost;
  private final String publicHost;
  private final int firstPort;
  private final int lastPort;
  private final Relay relay;
  private final Map<DeploymentId, SortedMap<Place, Entrance>> open = new HashMap<>();
  private boolean closed;

  /** An entry, whatever port was wished for it. */
  private record Place(ServiceName service, int port, Protocol protocol)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::service)
            .thenComparingInt(Place::port)
            .thenComparing(Place::protocol);

    static Place of(Entry entry) {
      return new Place(entry.service(), entry.port(), entry.protocol());
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  private SocketGateway(
      String bindHost, String publicHost, int firstPort, int lastPort, Relay relay) {
    this.bindHost = bindHost;
    this.publicHost = publicHost;
    this.firstPort = firstPort;
    this.lastPort = lastPort;
    this.relay = relay;
  }

  /**
   * Opens a gateway; no port is taken before the first entry.
   *
   * @param bindHost the address of this machine to listen on
   * @param publicHost the name or address by which others reach it
   * @param firstPort the lowest port that entries may have
   * @param lastPort the highest
   */
  public static SocketGateway open(String bindHost, String publicHost, int firstPort, int lastPort)
      throws IOException {
    if (firstPort < 1 || lastPort > 65_535 || firstPort > lastPort) {
      throw new IllegalArgumentException(
          "public ports must be a range within 1 to 65535: " + firstPort + " to " + lastPort);
    }
    return new SocketGateway(bindHost, publicHost, firstPort, lastPort, Relay.open());
  }

  @Override
  public synchronized SortedMap<Entry, PublicAddress> publish(
      DeploymentId deployment, Map<Entry, List<NodeAddress>> whole) {
    if (closed) {
      return Collections.emptySortedMap();
    }
    SortedMap<Place, Entrance> entrances = open.computeIfAbsent(deployment, id -> new TreeMap<>());
    Set<Place> wanted = new HashSet<>();
    whole.keySet().forEach(entry -> wanted.add(Place.of(entry)));
    for (Place place : List.copyOf(entrances.keySet())) {
      if (!wanted.contains(place)) {
        relay.close(List.of(entrances.remove(place)));
      }
    }
    SortedMap<Entry, PublicAddress> addresses = new TreeMap<>();
    new TreeMap<>(whole)
        .forEach(
            (entry, nodes) ->
                entrance(deployment, entrances, entry)
                    .ifPresent(
                        entrance -> {
                          entrance.nodes(nodes);
                          addresses.put(
                              entry,
                              new PublicAddress(
                                  entry.port(), entry.protocol(), publicHost, entrance.port()));
                        }));
    return addresses;
  }

  private Optional<Entrance> entrance(
      DeploymentId deployment, SortedMap<Place, Entrance> entrances, Entry entry) {
    Place place = Place.of(entry);
    Optional<Entrance> there = Optional.ofNullable(entrances.get(place));
    if (there.isPresent()) {
      return there;
    }
    Optional<Entrance> fresh = bind(deployment, entry);
    fresh.ifPresent(
        entrance -> {
          entrances.put(place, entrance);
          relay.open(entrance);
        });
    return fresh;
  }

  /** The wished port, else the first free one from a place that follows from the entry's name. */
  private Optional<Entrance> bind(DeploymentId deployment, Entry entry) {
    if (entry.publicPort() >= firstPort && entry.publicPort() <= lastPort) {
      Optional<Entrance> wished = bind(entry.publicPort());
      if (wished.isPresent()) {
        return wished;
      }
    }
    int ports = lastPort - firstPort + 1;
    String name = deployment + "/" + entry.service() + ":" + entry.port();
    int start = Math.floorMod(name.hashCode(), ports);
    for (int i = 0; i < ports; i++) {
      Optional<Entrance> free = bind(firstPort + (start + i) % ports);
      if (free.isPresent()) {
        return free;
      }
    }
    LOG.warn("no port of {} to {} on {} is free for {}", firstPort, lastPort, bindHost, name);
    return Optional.empty();
  }

  private Optional<Entrance> bind(int port) {
    try {
      ServerSocketChannel listener = ServerSocketChannel.open();
      try {
        listener.configureBlocking(false);
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(bindHost, port), 256);
        return Optional.of(new Entrance(listener, port));
      } catch (IOException | RuntimeException e) {
        listener.close();
        throw e;
      }
    } catch (IOException e) {
      LOG.debug("port {} on {} cannot be had", port, bindHost, e);
      return Optional.empty();
    }
  }

  @Override
  public synchronized void unpublish(DeploymentId deployment) {
    SortedMap<Place, Entrance> entrances = open.remove(deployment);
    if (entrances != null) {
      relay.close(List.copyOf(entrances.values()));
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    relay.close(open.values().stream().flatMap(e -> e.values().stream()).toList());
    open.clear();
    relay.close();
  }
}
