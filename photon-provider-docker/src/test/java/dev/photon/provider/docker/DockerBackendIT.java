package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.Protocol;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.BackendException;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider.Context;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.NodeAddress;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeSpec;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.ObservedNode;
import dev.photon.spi.api.Port;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the kit cannot know: containers, networks and labels as an engine shows them. */
class DockerBackendIT {
  private static final ServiceName WEB = ServiceName.of("web");
  private static final ServiceName GREETER = ServiceName.of("greeter");
  private static final ServiceName STRANGER = ServiceName.of("stranger");
  private static final DeploymentId SHOP = new DeploymentId("shop");
  private static final Resources SMALL = new Resources(250, 64L << 20, 1L << 20);
  private static final Duration EVENTUALLY = Duration.ofSeconds(60);
  private static final Connection WEB_TO_GREETER =
      new Connection(WEB, GREETER, 8080, Protocol.HTTP);

  private final DatacenterId datacenter =
      new DatacenterId("it-" + Long.toString(System.nanoTime(), 36));
  private final Map<String, String> ours = Map.of(NodeLabels.DATACENTER, datacenter.value());
  private final EngineClient engine = TestEngine.client();
  private DatacenterBackend backend = open();

  @BeforeEach
  void image() {
    TestEngine.image();
  }

  @AfterEach
  void sweep() {
    backend.close();
    engine.close();
    TestEngine.sweep(ours);
  }

  @Test
  void thePageReadsTheGreetingAndAnyoneReadsThePage() throws Exception {
    backend.allow(SHOP, Set.of(WEB_TO_GREETER));
    backend.create(greeter());
    backend.create(web());
    ready(greeter().id());
    ObservedNode web = ready(web().id());
    assertThat(web.addresses())
        .singleElement()
        .satisfies(
            address -> {
              assertThat(address.port()).isEqualTo(80);
              assertThat(address.host()).isEqualTo("127.0.0.1");
            });
    assertThat(page(web.addresses().get(0)))
        .contains("hello from greeter-0-1." + datacenter, "served by web-0-1." + datacenter);
  }

  @Test
  void aNameResolvesForAllowedClientsOnly() throws Exception {
    backend.allow(SHOP, Set.of(WEB_TO_GREETER));
    backend.create(greeter());
    backend.create(greeter(1));
    backend.create(web());
    backend.create(
        node(STRANGER, 0, List.of("greeter"), new Port(8080, Protocol.TCP, false, 8080)));
    ready(greeter().id());
    ready(web().id());
    ready(new NodeId(SHOP, STRANGER, 0, 1));
    String greeterAddress = ready(greeter().id()).addresses().get(0).host();
    assertThat(dials(web().id(), "greeter", 8080)).isTrue();
    assertThat(dials(greeter().id(), "web", 80)).isFalse();
    assertThat(dials(new NodeId(SHOP, STRANGER, 0, 1), "greeter", 8080)).isFalse();
    assertThat(dials(new NodeId(SHOP, STRANGER, 0, 1), greeterAddress, 8080)).isFalse();
  }

  @Test
  void aKilledNodeIsHintedAtAndSeenDead() throws Exception {
    backend.create(greeter());
    ready(greeter().id());
    Semaphore hints = new Semaphore(0);
    try (Subscription watch = backend.watch(hints::release)) {
      assertThat(hints.tryAcquire(10, TimeUnit.SECONDS)).as("first hint of %s", watch).isTrue();
      TestEngine.kill(container(greeter().id()));
      assertThat(hints.tryAcquire(10, TimeUnit.SECONDS)).as("hint of the kill").isTrue();
      ObservedNode dead = seen(greeter().id(), n -> n.state() == NodeState.DEAD);
      assertThat(dead.detail()).isEqualTo("exited with status 137 (killed)");
      assertThat(dead.reserved()).isEqualTo(Resources.NONE);
    }
  }

  @Test
  void anImagesOwnHealthCheckDecidesWhetherItsNodesAreReady() throws Exception {
    String check = "HEALTHCHECK --interval=1s CMD [\"/java/bin/java\",\"-jar\",\"hello.jar\",";
    String sick = TestEngine.imageWith("sick", check + "\"exit\",\"1\"]");
    String well = TestEngine.imageWith("well", check + "\"exit\",\"0\"]");
    try {
      NodeSpec one = withImage(greeter(0), sick);
      NodeSpec two = withImage(greeter(1), well);
      backend.create(one);
      backend.create(two);
      ready(two.id());
      ObservedNode unready = seen(one.id(), n -> n.detail().contains("unhealthy"));
      assertThat(unready.state()).isEqualTo(NodeState.STARTING);
      assertThat(unready.detail()).isEqualTo("the image's health check has not passed (unhealthy)");
    } finally {
      TestEngine.sweep(ours);
      TestEngine.removeImage(sick);
      TestEngine.removeImage(well);
    }
  }

  @Test
  void limitsLabelsAndPrivilegesAreThose() throws Exception {
    backend.create(new NodeSpec(web().id(), web().template(), 7, 3));
    JsonNode made = engine.inspectContainer(container(web().id())).orElseThrow();
    JsonNode host = made.path("HostConfig");
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(250_000_000);
    assertThat(host.path("Memory").asLong()).isEqualTo(64L << 20);
    assertThat(host.path("PidsLimit").asInt()).isEqualTo(1024);
    assertThat(host.at("/RestartPolicy/Name").asString()).isEqualTo("no");
    assertThat(host.path("SecurityOpt").toString()).contains("no-new-privileges");
    assertThat(host.at("/LogConfig/Config/max-size").asString()).isEqualTo("10m");
    assertThat(made.at("/Config/StopTimeout").asInt()).isEqualTo(10);
    JsonNode labels = made.at("/Config/Labels");
    assertThat(labels.path("dev.photon.deployment").asString()).isEqualTo("shop");
    assertThat(labels.path("dev.photon.revision").asString()).isEqualTo("7");
    assertThat(labels.path("dev.photon.epoch").asString()).isEqualTo("3");
    assertThat(labels.path("dev.photon.fingerprint").asString())
        .isEqualTo(web().template().fingerprint());
  }

  @Test
  void aContainerThatWasNeverStartedIsSeenAndCompleted() throws Exception {
    backend.allow(SHOP, Set.of(WEB_TO_GREETER));
    String home = new Networks(engine, datacenter, options().networks()).home(SHOP, GREETER);
    ObjectNode config = ContainerConfig.of(datacenter, greeter(), options(), home);
    engine.createContainer(container(greeter().id()), config);
    assertThat(backend.observe())
        .singleElement()
        .satisfies(node -> assertThat(node.state()).isEqualTo(NodeState.CREATED));

    backend.close();
    backend = open();
    backend.create(greeter());
    backend.create(web());
    ready(greeter().id());
    assertThat(dials(web().id(), "greeter", 8080)).isTrue();
    assertThat(backend.observe()).hasSize(2);
  }

  @Test
  void whatIsNotOursIsNeitherSeenNorTouched() throws Exception {
    ObjectNode config = EngineClient.object().put("Image", TestEngine.image());
    config.putArray("Cmd").add("greeter");
    ObjectNode labels = config.putObject("Labels");
    NodeLabels.of(greeter()).toMap(datacenter).forEach(labels::put);
    String forged = engine.createContainer("it-forged-" + System.nanoTime(), config);
    engine.startContainer(forged);

    assertThat(backend.observe()).isEmpty();
    backend.delete(greeter().id());
    backend.allow(SHOP, Set.of());
    assertThat(engine.inspectContainer(forged).orElseThrow().at("/State/Running").asBoolean())
        .isTrue();
  }

  @Test
  void aNameThatAnotherContainerBearsIsAConflict() throws Exception {
    ObjectNode config = EngineClient.object().put("Image", TestEngine.image());
    String foreign = engine.createContainer(container(greeter().id()), config);
    try {
      BackendException refusal =
          catchThrowableOfType(BackendException.class, () -> backend.create(greeter()));
      assertThat(refusal.kind()).isEqualTo(BackendException.Kind.CONFLICT);
      assertThat(TestEngine.names(ours)).as("left behind by the refused call").isEmpty();
    } finally {
      engine.removeContainer(foreign);
    }
  }

  @Test
  void theLastNodeTakesItsNetworkWithIt() throws Exception {
    backend.create(greeter());
    assertThat(TestEngine.names(ours)).hasSize(2);
    // A program that has not yet said what it does on SIGTERM is not ended by it.
    ready(greeter().id());
    backend.delete(greeter().id());
    assertThat(TestEngine.names(ours)).isEmpty();
  }

  @Test
  void aDeploymentMayHaveMoreNetworksThanTheEnginesOwnPools() throws Exception {
    Set<Connection> many = new HashSet<>();
    for (int i = 0; i < 34; i++) {
      many.add(new Connection(WEB, ServiceName.of("s" + i), 80, Protocol.TCP));
    }
    backend.allow(SHOP, many);
    assertThat(TestEngine.names(ours)).hasSize(34);
    backend.allow(SHOP, Set.of());
    assertThat(TestEngine.names(ours)).isEmpty();
  }

  @Test
  void anEngineThatDoesNotAnswerIsUnavailableNotEmpty() throws Exception {
    Map<String, String> nowhere = Map.of("host", "unix:///no/such.sock");
    try (DatacenterBackend lost =
        new DockerBackendProvider().open(new Context(datacenter, nowhere, Clock.systemUTC()))) {
      BackendException failure = catchThrowableOfType(BackendException.class, lost::observe);
      assertThat(failure.kind()).isEqualTo(BackendException.Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("unix:///no/such.sock");
    }
  }

  private DatacenterBackend open() {
    return new DockerBackend(datacenter, options(), TestEngine.client());
  }

  private static DockerOptions options() {
    try {
      return DockerOptions.of(Map.of(), System.getenv());
    } catch (BackendException e) {
      throw new AssertionError(e);
    }
  }

  private static NodeSpec web() {
    return node(WEB, 0, List.of("web"), new Port(80, Protocol.HTTP, true, 80));
  }

  private static NodeSpec greeter() {
    return greeter(0);
  }

  private static NodeSpec greeter(int slot) {
    return node(GREETER, slot, List.of("greeter"), new Port(8080, Protocol.HTTP, false, 8080));
  }

  private static NodeSpec node(ServiceName service, int slot, List<String> args, Port port) {
    NodeTemplate template =
        new NodeTemplate(TestEngine.IMAGE, args, Map.of(), SMALL, List.of(port));
    return new NodeSpec(new NodeId(SHOP, service, slot, 1), template, 1, 1);
  }

  private static NodeSpec withImage(NodeSpec node, String image) {
    NodeTemplate t = node.template();
    return new NodeSpec(
        node.id(), new NodeTemplate(image, t.args(), t.env(), t.resources(), t.ports()), 1, 1);
  }

  private String container(NodeId id) {
    return NodeLabels.containerName(datacenter, id);
  }

  private boolean dials(NodeId from, String host, int port) throws EngineException {
    return TestEngine.dials(container(from), host, port);
  }

  private ObservedNode ready(NodeId id) throws Exception {
    return seen(id, node -> node.state() == NodeState.READY);
  }

  private ObservedNode seen(NodeId id, Predicate<ObservedNode> wish) throws Exception {
    Semaphore hints = new Semaphore(0);
    long end = System.nanoTime() + EVENTUALLY.toNanos();
    try (Subscription watch = backend.watch(hints::release)) {
      while (System.nanoTime() < end) {
        for (ObservedNode node : backend.observe()) {
          if (node.id().equals(id) && wish.test(node)) {
            return node;
          }
        }
        if (hints.tryAcquire(100, TimeUnit.MILLISECONDS)) {
          hints.drainPermits();
        }
      }
      throw new AssertionError(
          id + " is not as wished: " + backend.observe() + ", hints by " + watch);
    }
  }

  private static String page(NodeAddress address) throws Exception {
    URI uri = URI.create("http://" + address.host() + ":" + address.hostPort() + "/");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
