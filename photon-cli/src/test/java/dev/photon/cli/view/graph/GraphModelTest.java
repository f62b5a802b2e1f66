package dev.photon.cli.view.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.graph.GraphModel.Anyone;
import dev.photon.cli.view.graph.GraphModel.Arrow;
import dev.photon.cli.view.graph.GraphModel.Kind;
import dev.photon.cli.view.graph.GraphModel.ServiceVertex;
import dev.photon.config.Client;
import dev.photon.config.Cluster;
import dev.photon.config.Connections;
import dev.photon.config.Datacenter;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Expose;
import dev.photon.config.Lifetime;
import dev.photon.config.Placement;
import dev.photon.config.Profile;
import dev.photon.config.ProfileName;
import dev.photon.config.Protocol;
import dev.photon.config.Reach;
import dev.photon.config.Region;
import dev.photon.config.Resources;
import dev.photon.config.Service;
import dev.photon.config.ServiceName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a drawing shows is what the table of connections says. */
class GraphModelTest {
  private static final ProfileName PROFILE = ProfileName.of("small");

  @Provide
  Arbitrary<DeploymentConfig> deployments() {
    return Arbitraries.randomValue(GraphModelTest::deployment);
  }

  private static DeploymentConfig deployment(Random random) {
    List<ServiceName> names = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      names.add(ServiceName.of("s" + i));
    }
    Profile profile =
        new Profile(PROFILE, Lifetime.SHORT, new Resources(1, 1, 0), Optional.empty());
    Map<DatacenterName, Datacenter> datacenters = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      DatacenterName name = DatacenterName.of("d" + i);
      datacenters.put(name, new Datacenter(name, Region.LOCAL, Map.of(PROFILE, profile)));
    }
    Map<ServiceName, Service> services = new LinkedHashMap<>();
    Map<ServiceName, Map<DatacenterName, Placement>> placements = new LinkedHashMap<>();
    for (ServiceName name : names) {
      List<ServiceName> needs =
          services.keySet().stream().filter(other -> random.nextInt(3) == 0).toList();
      List<Expose> exposes =
          List.of(
              new Expose(80, Protocol.HTTP, OptionalInt.empty(), clients(random, names)),
              new Expose(9, Protocol.TCP, OptionalInt.empty(), clients(random, names)));
      services.put(name, new Service(name, "image", List.of(), Map.of(), needs, exposes));
      Map<DatacenterName, Placement> where = new LinkedHashMap<>();
      for (DatacenterName datacenter : datacenters.keySet()) {
        if (random.nextBoolean()) {
          where.put(datacenter, new Placement(PROFILE, random.nextInt(3)));
        }
      }
      placements.put(name, where);
    }
    return new DeploymentConfig(services, datacenters, placements, List.of());
  }

  private static List<Client> clients(Random random, List<ServiceName> names) {
    List<Client> clients = new ArrayList<>();
    for (ServiceName name : names) {
      if (random.nextInt(3) == 0) {
        clients.add(new Client.LocalService(name));
      }
      if (random.nextInt(3) == 0) {
        clients.add(new Client.GlobalService(name));
      }
    }
    if (random.nextInt(3) == 0) {
      clients.add(new Client.Anyone());
    }
    Collections.shuffle(clients, random);
    return clients;
  }

  @Property
  void arrowsAreTheConnectionsThatAreDeclared(@ForAll("deployments") DeploymentConfig config) {
    Set<String> expected = new HashSet<>();
    Connections.of(config).declared().forEach(reach -> expected.add(arrow(reach)));
    GraphModel model = GraphModel.of(config);

    assertThat(
            model.arrows().stream()
                .filter(arrow -> arrow.kind() != Kind.NEEDS)
                .map(arrow -> arrow(model, arrow)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String arrow(Reach reach) {
    String from = reach.from() instanceof Cluster c ? c.service().value() : "anyone";
    return from + " " + reach.to().service() + " " + reach.port();
  }

  private static String arrow(GraphModel model, Arrow arrow) {
    int port = arrow.port().map(Expose::port).orElse(0);
    return model.name(arrow.from()) + " " + model.name(arrow.to()) + " " + port;
  }

  @Property
  void anArrowIsGlobalIfARuleIs(@ForAll("deployments") DeploymentConfig config) {
    GraphModel model = GraphModel.of(config);

    for (Arrow arrow : model.arrows()) {
      Optional<ServiceVertex> from = model.service(arrow.from());
      assertThat(arrow.kind() == Kind.ANYONE).isEqualTo(from.isEmpty());
      if (from.isPresent() && arrow.port().isPresent()) {
        var global = new Client.GlobalService(ServiceName.of(from.get().name()));
        assertThat(arrow.kind() == Kind.GLOBAL).isEqualTo(arrow.port().get().to().contains(global));
      }
    }
  }

  @Property
  void servicesAndDependenciesAreAllThereOnce(@ForAll("deployments") DeploymentConfig config) {
    GraphModel model = GraphModel.of(config);

    List<String> names = new ArrayList<>();
    List<String> needs = new ArrayList<>();
    for (Service service : config.services().values()) {
      names.add(service.name().value());
      service.dependsOn().forEach(needed -> needs.add(service.name() + " " + needed));
    }
    assertThat(model.vertices().stream().filter(v -> v instanceof ServiceVertex))
        .extracting(v -> ((ServiceVertex) v).name())
        .isEqualTo(names);
    assertThat(
            model.arrows().stream()
                .filter(arrow -> arrow.kind() == Kind.NEEDS)
                .map(arrow -> model.name(arrow.from()) + " " + model.name(arrow.to())))
        .isEqualTo(needs);
    boolean anyone = model.arrows().stream().anyMatch(arrow -> arrow.kind() == Kind.ANYONE);
    assertThat(model.vertices().contains(new Anyone())).isEqualTo(anyone);
  }
}
