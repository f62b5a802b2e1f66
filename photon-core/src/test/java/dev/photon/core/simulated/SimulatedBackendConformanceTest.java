package dev.photon.core.simulated;

import dev.photon.config.Protocol;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import dev.photon.spi.testing.DatacenterBackendConformance;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;

class SimulatedBackendConformanceTest extends DatacenterBackendConformance {
  private static final SimulatedOptions OPTIONS =
      SimulatedOptions.DEFAULT
          .withStartDelay(Duration.ofMillis(20))
          .withImageNotFound(Pattern.compile("missing"))
          .withAnswer(true);

  private final SimulatedInfrastructure infrastructure = new SimulatedInfrastructure();
  private DatacenterId last = new DatacenterId("none");

  @Override
  protected DatacenterBackend open(DatacenterId id) {
    last = id;
    return new SimulatedBackend(id, OPTIONS, Clock.systemUTC(), infrastructure);
  }

  @Override
  protected NodeTemplate runs() {
    return template(List.of());
  }

  @Override
  protected NodeTemplate exitsWithStatus3() {
    return template(List.of("exit", "3"));
  }

  @Override
  protected String missingImage() {
    return "missing";
  }

  @Override
  protected Duration eventually() {
    return Duration.ofSeconds(5);
  }

  @Override
  protected Optional<Boolean> reaches(NodeId client, ServiceName server, int port) {
    return Optional.of(
        infrastructure
            .allowed(last, client.deployment())
            .contains(new Connection(client.service(), server, port, Protocol.TCP)));
  }

  @Override
  protected List<String> leftovers(DatacenterId id) {
    return infrastructure.nodes(id, Clock.systemUTC().instant()).stream()
        .map(n -> n.id().toString())
        .toList();
  }

  @AfterEach
  void closeTheInfrastructure() {
    infrastructure.close();
  }

  private static NodeTemplate template(List<String> args) {
    return new NodeTemplate(
        "kit",
        args,
        Map.of("LANG", "C"),
        new Resources(100, 1 << 20, 1 << 20),
        List.of(new Port(7000, Protocol.TCP, false, 7000)));
  }
}
