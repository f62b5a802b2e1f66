package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.config.Protocol;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.BackendException;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.node.ObjectNode;

/** What is written to the engine is read back from it. */
class ContainerTest {
  private static final DatacenterId WEST = new DatacenterId("west");

  @Property(tries = 200)
  void labelsTellAllOfANode(@ForAll("nodes") NodeSpec node) {
    ObjectNode labels = EngineClient.object();
    NodeLabels.of(node).toMap(WEST).forEach(labels::put);
    assertThat(NodeLabels.parse(labels)).contains(NodeLabels.of(node));
    for (String name : List.copyOf(labels.propertyNames())) {
      if (!name.equals(NodeLabels.DATACENTER)) {
        ObjectNode without = labels.deepCopy();
        without.remove(name);
        assertThat(NodeLabels.parse(without)).as("without " + name).isEmpty();
      }
    }
  }

  @Property(tries = 200)
  void aHostNameIsALegalOne(@ForAll("nodes") NodeSpec node) {
    assertThat(ContainerConfig.hostName(WEST, node.id()))
        .hasSizeLessThanOrEqualTo(63)
        .matches("[a-z0-9][a-z0-9.-]*[a-z0-9]");
  }

  @Property(tries = 200)
  void onlyPortsForAnyoneArePublished(@ForAll("nodes") NodeSpec node) throws BackendException {
    DockerOptions options = DockerOptions.of(Map.of(), Map.of());
    ObjectNode config = ContainerConfig.of(WEST, node, options, "home");
    List<String> anyone =
        node.template().ports().stream()
            .filter(Port::anyone)
            .map(port -> port.number() + "/tcp")
            .toList();
    assertThat(config.at("/HostConfig/PortBindings").propertyNames())
        .containsExactlyInAnyOrderElementsOf(anyone);
    assertThat(config.at("/HostConfig/NanoCpus").asLong()).isPositive();
    assertThat(config.at("/HostConfig/Memory").asLong()).isGreaterThanOrEqualTo(6 << 20);
  }

  @Example
  void aContainerIsReadFromTheList() {
    NodeSpec node = node(80, 8080);
    ObjectNode json = listed(node, "/photon.west.shop.web.0.1");
    Container container = Container.parse(WEST, json).orElseThrow();
    assertThat(container.labels()).isEqualTo(NodeLabels.of(node));
    assertThat(container.running()).isTrue();
    assertThat(container.healthy()).isFalse();
    assertThat(container.networks()).containsExactlyInAnyOrder("home-id", "link-id");
    assertThat(container.addresses())
        .containsExactly(
            new NodeAddress(80, "127.0.0.1", 32768), new NodeAddress(8080, "10.201.0.2", 8080));
  }

  @Example
  void aContainerOfAnotherNameIsNoneOfOurs() {
    NodeSpec node = node(80);
    assertThat(Container.parse(WEST, listed(node, "/anything"))).isEmpty();
    assertThat(Container.parse(WEST, EngineClient.object())).isEmpty();
  }

  private static NodeSpec node(int... ports) {
    List<Port> list =
        Arrays.stream(ports)
            .mapToObj(number -> new Port(number, Protocol.TCP, number == 80, number))
            .toList();
    return new NodeSpec(
        new NodeId(new DeploymentId("shop"), ServiceName.of("web"), 0, 1),
        new NodeTemplate("i", List.of(), Map.of(), new Resources(1, 2, 3), list),
        1,
        1);
  }

  private static ObjectNode listed(NodeSpec node, String name) {
    ObjectNode json = EngineClient.object();
    json.put("Id", "c1").put("State", "running").put("Status", "Up 2 seconds (health: starting)");
    json.putArray("Names").add("/other/alias").add(name);
    ObjectNode labels = json.putObject("Labels");
    NodeLabels.of(node).toMap(WEST).forEach(labels::put);
    json.putObject("HostConfig").put("NetworkMode", "home-id");
    ObjectNode networks = json.putObject("NetworkSettings").putObject("Networks");
    networks.putObject("a").put("NetworkID", "link-id").put("IPAddress", "10.201.1.2");
    networks.putObject("b").put("NetworkID", "home-id").put("IPAddress", "10.201.0.2");
    json.putArray("Ports")
        .addObject()
        .put("IP", "127.0.0.1")
        .put("PrivatePort", 80)
        .put("PublicPort", 32768);
    return json;
  }

  @Provide
  Arbitrary<NodeSpec> nodes() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').numeric().ofMinLength(1).ofMaxLength(63);
    Arbitrary<Port> port =
        Combinators.combine(Arbitraries.integers().between(1, 65535), Arbitraries.of(true, false))
            .as((number, anyone) -> new Port(number, Protocol.TCP, anyone, number));
    Arbitrary<Resources> resources =
        Arbitraries.longs().between(0, 1L << 40).map(n -> new Resources(n % 64_000, n, n * 3));
    Arbitrary<NodeId> id =
        Combinators.combine(
                label,
                label,
                Arbitraries.integers().between(0, 99),
                Arbitraries.integers().greaterOrEqual(1))
            .as((d, s, slot, n) -> new NodeId(new DeploymentId(d), ServiceName.of(s), slot, n));
    return Combinators.combine(id, resources, port.list().ofMaxSize(4), Arbitraries.longs())
        .as(
            (node, size, ports, revision) ->
                new NodeSpec(
                    node,
                    new NodeTemplate("image", List.of("a"), Map.of("B", "c"), size, ports),
                    revision,
                    1));
  }
}
