package dev.photon.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Reach.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The truth table against one that is read straight from the table of the language. */
class ConnectionsTest {
  private static final ProfileName PROFILE = ProfileName.of("small");
  private static final ServiceName DB = ServiceName.of("db");
  private static final ServiceName WEB = ServiceName.of("web");
  private static final DatacenterName WEST = DatacenterName.of("west");
  private static final DatacenterName EAST = DatacenterName.of("east");
  private static final Peer ANYONE = new Peer.Anyone();

  /** A row as text: who, whom, by which port, how, and why. */
  private static String row(Peer from, Cluster to, int port, String way, String rule) {
    return from + " -> " + to + ":" + port + " " + way + " " + rule;
  }

  private static String row(Reach reach) {
    return row(reach.from(), reach.to(), reach.port(), reach.way().text(), reach.rule().path());
  }

  /** Every question there is, asked one by one. */
  private static List<String> naive(DeploymentConfig config) {
    List<String> rows = new ArrayList<>();
    for (Cluster to : clusters(config)) {
      List<Expose> exposes = exposes(config, to.service());
      for (int entry = 0; entry < exposes.size(); entry++) {
        for (Peer from : peers(config)) {
          String path = "services." + to.service() + ".expose[" + entry + "].to[";
          int port = exposes.get(entry).port();
          List<Client> rules = exposes.get(entry).to();
          answer(from, to, rules).ifPresent(a -> rows.add(row(from, to, port, a[0], path + a[1])));
        }
      }
    }
    return rows;
  }

  /** How, and by which rule; the name of a client is worth more than being anyone. */
  private static Optional<String[]> answer(Peer from, Cluster to, List<Client> rules) {
    for (int i = 0; i < rules.size(); i++) {
      String way = "";
      if (from instanceof Cluster client) {
        boolean here = client.datacenter().equals(to.datacenter());
        if (rules.get(i).equals(new Client.LocalService(client.service()))) {
          way = here ? "direct" : "";
        } else if (rules.get(i).equals(new Client.GlobalService(client.service()))) {
          way = here ? "direct" : "tunnel";
        }
      }
      if (!way.isEmpty()) {
        return Optional.of(new String[] {way, i + "]"});
      }
    }
    int anyone = rules.indexOf(new Client.Anyone());
    return anyone < 0 ? Optional.empty() : Optional.of(new String[] {"public", anyone + "]"});
  }

  private static List<Cluster> clusters(DeploymentConfig config) {
    List<Cluster> clusters = new ArrayList<>();
    for (ServiceName service : config.services().keySet()) {
      config
          .placements()
          .getOrDefault(service, Map.of())
          .keySet()
          .forEach(datacenter -> clusters.add(new Cluster(service, datacenter)));
    }
    return clusters;
  }

  private static List<Peer> peers(DeploymentConfig config) {
    List<Peer> peers = new ArrayList<>();
    peers.add(ANYONE);
    peers.addAll(clusters(config));
    return peers;
  }

  private static List<Expose> exposes(DeploymentConfig config, ServiceName name) {
    Service service = config.services().get(name);
    return service == null ? List.of() : service.exposes();
  }

  private static void assertIsAsTheTableSays(DeploymentConfig config) {
    Connections connections = Connections.of(config);
    List<String> expected = naive(config);

    assertThat(connections.clusters()).isEqualTo(clusters(config));
    assertThat(connections.allowed().map(ConnectionsTest::row)).isEqualTo(expected);
    assertThat(connections.allowedCount()).isEqualTo(expected.size());

    List<String> declared =
        expected.stream()
            .filter(row -> !row.contains(" public ") || row.startsWith("anyone "))
            .toList();
    assertThat(connections.declared().map(ConnectionsTest::row)).isEqualTo(declared);
    assertThat(connections.declaredCount()).isEqualTo(declared.size());

    List<String> asked = new ArrayList<>();
    for (Cluster to : clusters(config)) {
      for (Expose expose : exposes(config, to.service())) {
        for (Peer from : peers(config)) {
          connections.between(from, to, expose.port()).map(r -> row(r)).ifPresent(asked::add);
        }
      }
    }
    assertThat(asked).isEqualTo(expected);
  }

  @Property
  void anyDeploymentIsAsTheTableSays(@ForAll("deployments") DeploymentConfig config) {
    assertIsAsTheTableSays(config);
  }

  @Provide
  Arbitrary<DeploymentConfig> deployments() {
    return Deployments.any();
  }

  /** Two services in two datacenters: all placements, and all sets of rules in both orders. */
  @Test
  void everySmallDeploymentIsAsTheTableSays() {
    List<Client> rules =
        List.of(
            new Client.LocalService(WEB),
            new Client.GlobalService(WEB),
            new Client.Anyone(),
            new Client.LocalService(DB),
            new Client.GlobalService(DB));
    int seen = 0;
    for (int places = 0; places < 16; places++) {
      for (int chosen = 0; chosen < 1 << rules.size(); chosen++) {
        for (boolean reversed : new boolean[] {false, true}) {
          assertIsAsTheTableSays(small(places, subset(rules, chosen, reversed), rules));
          seen++;
        }
      }
    }
    assertThat(seen).isEqualTo(16 * 32 * 2);
  }

  private static List<Client> subset(List<Client> all, int chosen, boolean reversed) {
    List<Client> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if ((chosen & 1 << i) != 0) {
        some.add(reversed ? 0 : some.size(), all.get(i));
      }
    }
    return some;
  }

  /** Port 5432 of db has the rules; port 80 of web lets in those that db does not. */
  private static DeploymentConfig small(int places, List<Client> rules, List<Client> all) {
    List<Client> others = all.stream().filter(rule -> !rules.contains(rule)).toList();
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    services.put(DB, service(DB, expose(1, List.of()), expose(5432, rules)));
    services.put(WEB, service(WEB, expose(80, others)));
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    placements.put(DB, where(places & 3));
    placements.put(WEB, where(places >> 2));
    return deployment(services, placements, WEST, EAST);
  }

  private static Map<DatacenterName, Placement> where(int bits) {
    Map<DatacenterName, Placement> where = new LinkedHashMap<>();
    if ((bits & 1) != 0) {
      where.put(WEST, new Placement(PROFILE, 0));
    }
    if ((bits & 2) != 0) {
      where.put(EAST, new Placement(PROFILE, 2));
    }
    return where;
  }

  private static Expose expose(int port, List<Client> rules) {
    return new Expose(port, Protocol.TCP, OptionalInt.empty(), rules);
  }

  private static Service service(ServiceName name, Expose... exposes) {
    return new Service(name, "image", List.of(), Map.of(), List.of(), List.of(exposes));
  }

  private static DeploymentConfig deployment(
      Map<ServiceName, Service> services,
      Map<ServiceName, Map<DatacenterName, Placement>> placements,
      DatacenterName... names) {
    Profile profile =
        new Profile(PROFILE, Lifetime.SHORT, new Resources(1, 1, 0), Optional.empty());
    Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
    for (DatacenterName name : names) {
      datacenters.put(name, new Datacenter(name, Region.LOCAL, Map.of(PROFILE, profile)));
    }
    return new DeploymentConfig(services, datacenters, placements, List.of());
  }

  @Test
  void aClusterWithoutNodesIsOneAndSaysSo() {
    Connections connections =
        Connections.of(small(0b0111, List.of(new Client.LocalService(WEB)), List.of()));

    assertThat(connections.clusters().toString()).isEqualTo("[db@west, db@east, web@west]");
    assertThat(connections.nodes(new Cluster(DB, WEST))).hasValue(0);
    assertThat(connections.nodes(new Cluster(DB, EAST))).hasValue(2);
    assertThat(connections.nodes(new Cluster(WEB, EAST))).isEmpty();
  }

  @Test
  void aNameIsABetterWayThanThePublicAddress() {
    List<Client> rules = List.of(new Client.Anyone(), new Client.GlobalService(WEB));
    Connections connections = Connections.of(small(0b1111, rules, List.of()));
    Cluster db = new Cluster(DB, WEST);

    assertThat(connections.between(new Cluster(WEB, WEST), db, 5432).map(Reach::way))
        .hasValue(Way.DIRECT);
    assertThat(connections.between(new Cluster(WEB, EAST), db, 5432).map(Reach::way))
        .hasValue(Way.TUNNEL);
    assertThat(connections.between(new Cluster(DB, EAST), db, 5432).map(Reach::way))
        .hasValue(Way.PUBLIC);
    assertThat(connections.between(ANYONE, db, 5432).map(r -> r.rule().path()))
        .hasValue("services.db.expose[1].to[0]");
  }

  @Test
  void whatIsNotThereReachesNothing() {
    Connections connections =
        Connections.of(small(0b0101, List.of(new Client.Anyone()), List.of()));
    Cluster db = new Cluster(DB, WEST);

    assertThat(connections.between(ANYONE, db, 5432)).isPresent();
    assertThat(connections.between(ANYONE, db, 1)).isEmpty();
    assertThat(connections.between(ANYONE, db, 9)).isEmpty();
    assertThat(connections.between(ANYONE, new Cluster(DB, EAST), 5432)).isEmpty();
    assertThat(connections.between(new Cluster(WEB, EAST), db, 5432)).isEmpty();
    assertThat(connections.between(new Cluster(ServiceName.of("x"), WEST), db, 5432)).isEmpty();
  }

  /** Ten thousand million rows: counted, and begun, but never held. */
  @Test
  void aTableThatFitsNowhereIsNotBuilt() {
    DatacenterName[] names =
        IntStream.range(0, 1000)
            .mapToObj(i -> DatacenterName.of("d" + i))
            .toArray(DatacenterName[]::new);
    Map<DatacenterName, Placement> everywhere = new LinkedHashMap<>();
    for (DatacenterName name : names) {
      everywhere.put(name, new Placement(PROFILE, 1));
    }
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      ServiceName name = ServiceName.of("s" + i);
      services.put(name, service(name, expose(80, List.of(new Client.Anyone()))));
      placements.put(name, everywhere);
    }
    Connections connections = Connections.of(deployment(services, placements, names));

    assertThat(connections.allowedCount()).isEqualTo(100_000L * 100_001);
    assertThat(connections.declaredCount()).isEqualTo(100_000);
    assertThat(connections.allowed().limit(200_000).reduce((first, second) -> second))
        .hasValueSatisfying(last -> assertThat(last.to().toString()).isEqualTo("s0@d1"));
    assertThat(connections.declared().count()).isEqualTo(100_000);
  }
}
