package dev.photon.provider.docker;

import dev.photon.config.Protocol;
import dev.photon.config.Resources;
import dev.photon.config.ServiceName;
import dev.photon.spi.DatacenterBackend;
import dev.photon.spi.DatacenterBackendProvider.Context;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import dev.photon.spi.testing.DatacenterBackendConformance;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kit, on the engine of {@code DOCKER_HOST}; it fails where none answers. */
class DockerBackendConformanceIT extends DatacenterBackendConformance {
  private static final Resources SMALL = new Resources(500, 64L << 20, 1L << 20);

  private final Set<DatacenterId> opened = new LinkedHashSet<>();

  @Override
  protected DatacenterBackend open(DatacenterId id) throws Exception {
    opened.add(id);
    return new DockerBackendProvider().open(new Context(id, Map.of(), Clock.systemUTC()));
  }

  @Override
  protected NodeTemplate runs() {
    List<Port> ports = List.of(new Port(8080, Protocol.TCP, false, 8080));
    return new NodeTemplate(TestEngine.image(), List.of("greeter"), Map.of(), SMALL, ports);
  }

  @Override
  protected NodeTemplate exitsWithStatus3() {
    return new NodeTemplate(TestEngine.image(), List.of("exit", "3"), Map.of(), SMALL, List.of());
  }

  @Override
  protected String missingImage() {
    return "photon-no-such-image:1";
  }

  @Override
  protected Optional<Boolean> reaches(NodeId client, ServiceName server, int port)
      throws Exception {
    DatacenterId datacenter = opened.iterator().next();
    String container = NodeLabels.containerName(datacenter, client);
    return Optional.of(TestEngine.dials(container, server.value(), port));
  }

  @Override
  protected List<String> leftovers(DatacenterId id) throws Exception {
    return TestEngine.names(Map.of(NodeLabels.DATACENTER, id.value()));
  }

  @Override
  protected void sweep() {
    opened.forEach(id -> TestEngine.sweep(Map.of(NodeLabels.DATACENTER, id.value())));
  }
}
