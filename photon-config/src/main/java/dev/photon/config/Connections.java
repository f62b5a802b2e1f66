package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who may reach whom in a deployment: the rules of {@code expose.to} as a truth table over clusters
 * and anyone. What is not in it is refused.
 *
 * <ul>
 *   <li>A service that is not deployed in a datacenter has no cluster there, so no row. One with no
 *       nodes has a cluster; {@link #nodes} tells.
 *   <li>A named service reaches a cluster in its own datacenter directly, and with {@code global:
 *       true} those in the others by tunnel. A service that names itself lets its own nodes in.
 *   <li>{@code global: true} without a service lets in anyone, each cluster of the deployment
 *       included. They take the public address, too, in the same datacenter as well: a service's
 *       name resolves only for those whom a rule names.
 * </ul>
 *
 * <p>Nothing is computed before it is asked for: the table of a large deployment has more rows than
 * fit into memory. Rows come in the file's order of the server's service, its datacenters and its
 * ports; for each of these anyone first, then clusters in the file's order.
 */
public final class Connections {
  private static final Peer ANYONE = new Peer.Anyone();

  private final DeploymentConfig config;
  private final Map<ServiceName, Set<DatacenterName>> places;
  private final Map<ServiceName, List<Gate>> gates;
  private final List<Cluster> clusters;

  /**
   * The services' places in the file, so that a rule costs what it names, and not all there are.
   */
  private final Map<ServiceName, Integer> order = new HashMap<>();

  private Connections(DeploymentConfig config) {
    this.config = config;
    ImmutableMap.Builder<ServiceName, Set<DatacenterName>> where = ImmutableMap.builder();
    ImmutableMap.Builder<ServiceName, List<Gate>> open = ImmutableMap.builder();
    for (Service service : config.services().values()) {
      ServiceName name = service.name();
      where.put(
          name,
          ImmutableSet.copyOf(config.placements().getOrDefault(name, ImmutableMap.of()).keySet()));
      open.put(
          name,
          IntStream.range(0, service.exposes().size()).mapToObj(i -> Gate.of(service, i)).toList());
    }
    places = where.buildOrThrow();
    places.keySet().forEach(name -> order.put(name, order.size()));
    gates = open.buildOrThrow();
    clusters = places.keySet().stream().flatMap(this::clusters).toList();
  }

  public static Connections of(DeploymentConfig config) {
    return new Connections(config);
  }

  /** All clusters, those without nodes too: services in the file's order, and their datacenters. */
  public List<Cluster> clusters() {
    return clusters;
  }

  /** How many nodes the file wants there; empty if the service is not deployed there. */
  public OptionalInt nodes(Cluster cluster) {
    Placement placement =
        config
            .placements()
            .getOrDefault(cluster.service(), ImmutableMap.of())
            .get(cluster.datacenter());
    return placement == null ? OptionalInt.empty() : OptionalInt.of(placement.nodes());
  }

  /** Whether the peer may connect to that port, and how; empty also if one of them is not there. */
  public Optional<Reach> between(Peer from, Cluster to, int port) {
    if (!exists(to) || (from instanceof Cluster client && !exists(client))) {
      return Optional.empty();
    }
    return gates(to.service()).stream()
        .filter(gate -> gate.expose().port() == port)
        .findFirst()
        .flatMap(gate -> gate.reach(from, to));
  }

  /** All that is allowed. Lazy: a limit costs no more than what it lets through. */
  public Stream<Reach> allowed() {
    return rows(gate -> gate.anyone().isPresent());
  }

  /**
   * What is allowed, without the clusters that may connect only because anyone may. Lazy, and in
   * the order of {@link #allowed}.
   */
  public Stream<Reach> declared() {
    return rows(gate -> false);
  }

  /** How many {@link #allowed} has; counted without going through them. */
  public long allowedCount() {
    return count(
        gate ->
            gate.anyone().isPresent()
                ? places(gate.service()).size() * (1L + clusters.size())
                : namedCount(gate));
  }

  /** How many {@link #declared} has; counted without going through them. */
  public long declaredCount() {
    return count(
        gate ->
            namedCount(gate) + (gate.anyone().isPresent() ? places(gate.service()).size() : 0L));
  }

  private Stream<Reach> rows(Predicate<Gate> askAll) {
    return clusters.stream()
        .flatMap(
            to -> gates(to.service()).stream().flatMap(gate -> rows(gate, to, askAll.test(gate))));
  }

  private Stream<Reach> rows(Gate gate, Cluster to, boolean askAll) {
    Stream<Cluster> clients = askAll ? clusters.stream() : named(gate, to.datacenter());
    return Stream.concat(Stream.of(ANYONE), clients).flatMap(from -> gate.reach(from, to).stream());
  }

  /** The clusters that a rule names, seen from a datacenter. */
  private Stream<Cluster> named(Gate gate, DatacenterName here) {
    return Stream.concat(gate.global().keySet().stream(), gate.local().keySet().stream())
        .distinct()
        .sorted(Comparator.comparing(client -> order.getOrDefault(client, 0)))
        .flatMap(
            client -> {
              if (gate.global().containsKey(client)) {
                return clusters(client);
              }
              return gate.local().containsKey(client) && places(client).contains(here)
                  ? Stream.of(new Cluster(client, here))
                  : Stream.empty();
            });
  }

  private long count(ToLongFunction<Gate> each) {
    return gates.values().stream().flatMap(List::stream).mapToLong(each).sum();
  }

  private long namedCount(Gate gate) {
    Set<DatacenterName> there = places(gate.service());
    long count = 0;
    for (ServiceName client : gate.global().keySet()) {
      count += (long) places(client).size() * there.size();
    }
    for (ServiceName client : gate.local().keySet()) {
      if (!gate.global().containsKey(client)) {
        count += places(client).stream().filter(there::contains).count();
      }
    }
    return count;
  }

  private List<Gate> gates(ServiceName service) {
    return gates.getOrDefault(service, List.of());
  }

  private Stream<Cluster> clusters(ServiceName service) {
    return places(service).stream().map(datacenter -> new Cluster(service, datacenter));
  }

  private Set<DatacenterName> places(ServiceName service) {
    return places.getOrDefault(service, Set.of());
  }

  private boolean exists(Cluster cluster) {
    return places(cluster.service()).contains(cluster.datacenter());
  }
}
