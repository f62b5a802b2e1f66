package dev.photon.transport.grpc;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.Connection;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.DesiredService;
import dev.photon.spi.api.NodeTemplate;
import dev.photon.spi.api.Port;
import dev.photon.spi.api.Rollout;
import dev.photon.transport.grpc.v1.DatacenterProto;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Maps what a datacenter shall run of a deployment. */
final class DesiredMapper {
  private static final int CONNECTIONS = 100_000;
  private static final int PORTS = 1000;
  private static final int NODES = 1_000_000;

  private DesiredMapper() {}

  static DatacenterProto.DesiredDeployment toProto(DesiredDeployment desired) {
    DatacenterProto.DesiredDeployment.Builder proto =
        DatacenterProto.DesiredDeployment.newBuilder()
            .setDeployment(desired.deployment().value())
            .setRevision(desired.revision())
            .setEpoch(desired.epoch());
    desired.services().forEach(service -> proto.addServices(toProto(service)));
    for (Connection connection : desired.connections()) {
      proto
          .addConnectionsBuilder()
          .setClient(connection.client().value())
          .setServer(connection.server().value())
          .setPort(connection.port())
          .setProtocol(ValueMapper.toProto(connection.protocol()));
    }
    desired.unreadyElsewhere().forEach(name -> proto.addUnreadyElsewhere(name.value()));
    return proto.build();
  }

  private static DatacenterProto.DesiredDeployment.Service toProto(DesiredService service) {
    DatacenterProto.DesiredDeployment.Service.Builder proto =
        DatacenterProto.DesiredDeployment.Service.newBuilder()
            .setName(service.name().value())
            .setNodes(service.nodes())
            .setTemplate(toProto(service.template()));
    service.dependsOn().forEach(name -> proto.addDependsOn(name.value()));
    proto
        .getRolloutBuilder()
        .setParallel(service.rollout().parallel())
        .setMaxSurge(service.rollout().maxSurge());
    return proto.build();
  }

  private static DatacenterProto.DesiredDeployment.NodeTemplate toProto(NodeTemplate template) {
    DatacenterProto.DesiredDeployment.NodeTemplate.Builder proto =
        DatacenterProto.DesiredDeployment.NodeTemplate.newBuilder()
            .setImage(template.image())
            .addAllArgs(template.args())
            .putAllEnv(template.env())
            .setResources(ValueMapper.toProto(template.resources()));
    for (Port port : template.ports()) {
      proto
          .addPortsBuilder()
          .setNumber(port.number())
          .setProtocol(ValueMapper.toProto(port.protocol()))
          .setAnyone(port.anyone())
          .setPublicPort(port.publicPort());
    }
    return proto.build();
  }

  static DesiredDeployment fromProto(DatacenterProto.DesiredDeployment desired) {
    return new DesiredDeployment(
        Read.field("deployment", desired.getDeployment(), DeploymentId::new),
        Read.notNegative("revision", desired.getRevision()),
        Read.notNegative("epoch", desired.getEpoch()),
        List.copyOf(
            distinct(
                "services",
                Read.each(
                    "services",
                    desired.getServicesList(),
                    RegistryMapper.MANY,
                    DesiredMapper::service))),
        distinct(
            "connections",
            Read.each(
                "connections",
                desired.getConnectionsList(),
                CONNECTIONS,
                DesiredMapper::connection)),
        distinct(
            "unready_elsewhere", names("unready_elsewhere", desired.getUnreadyElsewhereList())));
  }

  private static DesiredService service(DatacenterProto.DesiredDeployment.Service service) {
    ServiceName name = Read.field("name", service.getName(), ServiceName::of);
    if (service.getNodes() > NODES) {
      throw new Malformed("nodes", "must be at most " + NODES + ": " + service.getNodes(), null);
    }
    return new DesiredService(
        name,
        Read.notNegative("nodes", service.getNodes()),
        Read.required(
            "template", service.hasTemplate(), service.getTemplate(), DesiredMapper::template),
        names("depends_on", service.getDependsOnList()),
        Read.required(
            "rollout",
            service.hasRollout(),
            service.getRollout(),
            rollout -> new Rollout(rollout.getParallel(), rollout.getMaxSurge())));
  }

  private static NodeTemplate template(DatacenterProto.DesiredDeployment.NodeTemplate template) {
    Read.count("args", template.getArgsCount(), RegistryMapper.MANY);
    Read.count("env", template.getEnvCount(), RegistryMapper.MANY);
    var resources =
        Read.required(
            "resources", template.hasResources(), template.getResources(), ValueMapper::fromProto);
    Set<Port> ports =
        distinct("ports", Read.each("ports", template.getPortsList(), PORTS, DesiredMapper::port));
    return Read.field(
        "image",
        template.getImage(),
        image ->
            new NodeTemplate(
                image,
                template.getArgsList(),
                template.getEnvMap(),
                resources,
                List.copyOf(ports)));
  }

  private static Port port(DatacenterProto.DesiredDeployment.Port port) {
    return new Port(
        port.getNumber(),
        ValueMapper.fromProto("protocol", port.getProtocol()),
        port.getAnyone(),
        port.getPublicPort());
  }

  private static Connection connection(DatacenterProto.DesiredDeployment.Connection connection) {
    return new Connection(
        Read.field("client", connection.getClient(), ServiceName::of),
        Read.field("server", connection.getServer(), ServiceName::of),
        Read.field("port", connection.getPort(), DesiredMapper::portNumber),
        ValueMapper.fromProto("protocol", connection.getProtocol()));
  }

  static int portNumber(int port) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("must be 1 to 65535: " + port);
    }
    return port;
  }

  private static List<ServiceName> names(String field, List<String> names) {
    return Read.each(field, names, RegistryMapper.MANY, ServiceName::of);
  }

  /** Of two that are the same thing, the records would silently keep one. */
  private static <T extends Comparable<? super T>> Set<T> distinct(String field, List<T> all) {
    Set<T> sorted = new TreeSet<>(all);
    if (sorted.size() != all.size()) {
      throw new Malformed(field, "names one twice", null);
    }
    return sorted;
  }
}
