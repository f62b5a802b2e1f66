package dev.photon.transport.grpc;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.NodeId;
import dev.photon.spi.api.NodeState;
import dev.photon.spi.api.NodeStatus;
import dev.photon.spi.api.PublicAddress;
import dev.photon.spi.api.ServiceStatus;
import dev.photon.transport.grpc.v1.DatacenterProto;
import java.util.Optional;

/** Maps what a datacenter runs of a deployment. */
final class StatusMapper {
  private static final int NODES = 100_000;
  private static final int ADDRESSES = 1000;
  private static final int HOST = 253;

  private StatusMapper() {}

  static DatacenterProto.DeploymentPart toProto(DeploymentStatus status) {
    DatacenterProto.DeploymentPart.Builder proto =
        DatacenterProto.DeploymentPart.newBuilder()
            .setDeployment(status.deployment().value())
            .setRevision(status.revision())
            .setEpoch(status.epoch())
            .setDeleting(status.deleting());
    status.observed().ifPresent(observed -> proto.setObserved(ValueMapper.toProto(observed)));
    status.services().forEach(service -> proto.addServices(toProto(service)));
    status.trouble().map(ValueMapper::cut).ifPresent(proto::setTrouble);
    return proto.build();
  }

  private static DatacenterProto.DeploymentPart.Service toProto(ServiceStatus service) {
    DatacenterProto.DeploymentPart.Service.Builder proto =
        DatacenterProto.DeploymentPart.Service.newBuilder()
            .setName(service.name().value())
            .setDesired(service.desired())
            .setReady(service.ready())
            .setUpdated(service.updated())
            .setFailing(service.failing());
    for (NodeStatus node : service.nodes()) {
      proto
          .addNodesBuilder()
          .setId(node.id().toString())
          .setState(
              DatacenterProto.DeploymentPart.Node.State.valueOf("STATE_" + node.state().name()))
          .setRevision(node.revision())
          .setDetail(ValueMapper.cut(node.detail()))
          .setSince(ValueMapper.toProto(node.since()));
    }
    for (PublicAddress address : service.addresses()) {
      proto
          .addAddressesBuilder()
          .setPort(address.port())
          .setProtocol(ValueMapper.toProto(address.protocol()))
          .setHost(address.host())
          .setPublicPort(address.publicPort());
    }
    service.waiting().map(ValueMapper::cut).ifPresent(proto::setWaiting);
    return proto.build();
  }

  static DeploymentStatus fromProto(DatacenterProto.DeploymentPart status) {
    return new DeploymentStatus(
        Read.field("deployment", status.getDeployment(), DeploymentId::new),
        Read.notNegative("revision", status.getRevision()),
        Read.notNegative("epoch", status.getEpoch()),
        status.getDeleting(),
        Read.optional(
            "observed", status.hasObserved(), status.getObserved(), ValueMapper::fromProto),
        Read.each("services", status.getServicesList(), RegistryMapper.MANY, StatusMapper::service),
        text("trouble", status.hasTrouble(), status.getTrouble()));
  }

  private static ServiceStatus service(DatacenterProto.DeploymentPart.Service service) {
    return new ServiceStatus(
        Read.field("name", service.getName(), ServiceName::of),
        Read.notNegative("desired", service.getDesired()),
        Read.notNegative("ready", service.getReady()),
        Read.notNegative("updated", service.getUpdated()),
        Read.each("nodes", service.getNodesList(), NODES, StatusMapper::node),
        Read.each("addresses", service.getAddressesList(), ADDRESSES, StatusMapper::address),
        text("waiting", service.hasWaiting(), service.getWaiting()),
        service.getFailing());
  }

  private static NodeStatus node(DatacenterProto.DeploymentPart.Node node) {
    return new NodeStatus(
        Read.field("id", node.getId(), NodeId::parse),
        Read.constant("state", NodeState.class, "STATE_", node.getState()),
        Read.notNegative("revision", node.getRevision()),
        Read.text("detail", node.getDetail(), ValueMapper.TEXT),
        Read.required("since", node.hasSince(), node.getSince(), ValueMapper::fromProto));
  }

  private static PublicAddress address(DatacenterProto.DeploymentPart.PublicAddress address) {
    return new PublicAddress(
        Read.field("port", address.getPort(), DesiredMapper::portNumber),
        ValueMapper.fromProto("protocol", address.getProtocol()),
        Read.text("host", address.getHost(), HOST),
        Read.field("public_port", address.getPublicPort(), DesiredMapper::portNumber));
  }

  static Optional<String> text(String field, boolean present, String value) {
    return present ? Optional.of(Read.text(field, value, ValueMapper.TEXT)) : Optional.empty();
  }
}
