package dev.photon.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.ConfigLoader;
import dev.photon.config.DatacenterName;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Protocol;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.Rollout;
import dev.photon.spi.api.ServiceStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final DeploymentId SHOP = new DeploymentId("shop");
  private static final DatacenterName WEST = DatacenterName.of("west");
  private static final DatacenterName EAST = DatacenterName.of("east");
  private static final ServiceName WEB = ServiceName.of("web");
  private static final ServiceName DB = ServiceName.of("db");

  private static final DeploymentConfig CONFIG =
      config(
          """
          version: "0.1"
          services:
            web:
              image: web
              depends-on: [db]
              expose:
                - {port: 80, as: 8080, to: [{global: true}]}
            db:
              image: db
              env: {PASSWORD: canary}
              expose:
                - {port: 5432, to: [{service: web, global: true}]}
                - {port: 9000, to: [{service: admin}]}
            admin:
              image: admin
          deployment:
            datacenters:
              west: {region: us-west, profiles: {small: {qos: {memory: 64MiB}}}}
              east: {region: us-east, profiles: {small: {qos: {memory: 64MiB}}}}
              idle: {region: eu-west, profiles: {small: {qos: {memory: 64MiB}}}}
            services:
              web:
                west: {profile: small, nodes: 2}
              db:
                west: {profile: small, nodes: 1}
                east: {profile: small, nodes: 1}
              admin:
                east: {profile: small, nodes: 1}
          """);

  @Test
  void aPartHasTheServicesOfItsDatacenterOnly() {
    assertThat(names(part(WEST, Map.of()))).containsExactly(DB, WEB);
    assertThat(names(part(EAST, Map.of()))).containsExactly(ServiceName.of("admin"), DB);
    assertThat(Parts.used(CONFIG)).containsExactly(EAST, WEST);
  }

  @Test
  void onlyPortsForAnyoneArePublic() {
    assertThat(service(part(WEST, Map.of()), WEB).template().ports())
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.anyone()).isTrue();
              assertThat(p.publicPort()).isEqualTo(8080);
            });
    assertThat(service(part(WEST, Map.of()), DB).template().ports())
        .hasSize(2)
        .noneMatch(p -> p.anyone());
  }

  @Test
  void connectionsAreThoseOfClientsThatRunInTheDatacenter() {
    assertThat(part(WEST, Map.of()).connections())
        .containsExactly(new Connection(WEB, DB, 5432, Protocol.TCP));
    assertThat(part(EAST, Map.of()).connections())
        .containsExactly(new Connection(ServiceName.of("admin"), DB, 9000, Protocol.TCP));
  }

  @Test
  void aDependencyElsewhereHoldsBackUntilItIsReady() {
    assertThat(part(WEST, Map.of()).unreadyElsewhere()).containsExactly(DB);
    assertThat(part(EAST, Map.of()).unreadyElsewhere()).isEmpty();
    assertThat(part(WEST, Map.of(EAST, told(DB, 0))).unreadyElsewhere()).containsExactly(DB);
    assertThat(part(WEST, Map.of(EAST, told(DB, 1))).unreadyElsewhere()).isEmpty();
  }

  @Test
  void aServiceThatHasStartedIsNotHeldBackAgain() {
    assertThat(part(WEST, Map.of(WEST, told(WEB, 1), EAST, told(DB, 0))).unreadyElsewhere())
        .isEmpty();
  }

  @Test
  void aPartPrintsNoSecret() {
    assertThat(part(WEST, Map.of()).toString()).contains("PASSWORD").doesNotContain("canary");
  }

  private static DesiredDeployment part(
      DatacenterName entry, Map<DatacenterName, DeploymentStatus> told) {
    return Parts.of(SHOP, 3, 1, CONFIG, entry, told);
  }

  private static List<ServiceName> names(DesiredDeployment part) {
    return part.services().stream().map(DesiredService::name).toList();
  }

  private static DesiredService service(DesiredDeployment part, ServiceName name) {
    return part.services().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static DeploymentStatus told(ServiceName service, int ready) {
    var status =
        new ServiceStatus(service, 1, ready, ready, List.of(), List.of(), Optional.empty(), false);
    return new DeploymentStatus(
        SHOP, 3, 1, false, Optional.empty(), List.of(status), Optional.empty());
  }

  private static DeploymentConfig config(String text) {
    var loaded = ConfigLoader.standard().load("test", text);
    assertThat(loaded.hasErrors()).as("%s", loaded.diagnostics()).isFalse();
    return loaded.value().orElseThrow();
  }

  @Test
  void anUpdatePolicyGoesToTheDatacenter() {
    DeploymentConfig config =
        config(
            """
            version: "0.1"
            services: {web: {image: web, update: {parallel: 3, max-surge: 0}}}
            deployment:
              datacenters: {west: {region: us-west, profiles: {small: }}}
              services: {web: {west: {profile: small}}}
            """);

    assertThat(Parts.of(SHOP, 1, 1, config, WEST, Map.of()).services())
        .singleElement()
        .satisfies(s -> assertThat(s.rollout()).isEqualTo(new Rollout(3, 0)));
    assertThat(NotYet.of(config)).isEmpty();
  }

  @Test
  void whatIsNotCarriedOutIsNamed() {
    DeploymentConfig config =
        config(
            """
            version: "0.1"
            services:
              web: {image: web, health: {tcp: 80}, update: {on-failure: pause}}
            deployment:
              datacenters: {west: {region: us-west, profiles: {small: }}}
              services: {web: {west: {profile: small, nodes: {max: 3, target-cpu: 70}}}}
            """);

    assertThat(NotYet.of(config))
        .containsExactly(
            "services.web.health",
            "services.web.update.on-failure",
            "deployment.services.web.west.nodes");
  }
}
