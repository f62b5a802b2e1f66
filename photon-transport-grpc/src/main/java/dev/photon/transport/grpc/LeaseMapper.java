package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.ProfileName;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterInstructions;
import dev.photon.spi.api.DatacenterReport;
import dev.photon.spi.api.DatacenterReport.HeldLease;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.Lease;
import dev.photon.spi.api.Lease.LeasedNodes;
import dev.photon.spi.api.LeaseId;
import dev.photon.spi.api.LeaseRequest;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.transport.grpc.v1.RegistryProto;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Maps leases, and what datacenters tell and are told of them. */
final class LeaseMapper {
  private LeaseMapper() {}

  static RegistryProto.LeaseId toProto(LeaseId id) {
    return RegistryProto.LeaseId.newBuilder()
        .setDeployment(id.deployment().value())
        .setEpoch(id.epoch())
        .build();
  }

  static LeaseId id(boolean present, RegistryProto.LeaseId id) {
    return Read.required("id", present, id, LeaseMapper::fromProto);
  }

  static LeaseId fromProto(RegistryProto.LeaseId id) {
    DeploymentId deployment = Read.field("deployment", id.getDeployment(), DeploymentId::new);
    return Read.field("epoch", id.getEpoch(), epoch -> new LeaseId(deployment, epoch));
  }

  static RegistryProto.Lease toProto(Lease lease) {
    RegistryProto.Lease.Builder proto =
        RegistryProto.Lease.newBuilder()
            .setId(toProto(lease.id()))
            .setDatacenter(lease.datacenter().value())
            .setEntry(lease.entry().value())
            .setState(RegistryProto.Lease.State.valueOf("STATE_" + lease.state().name()))
            .setRevision(lease.revision())
            .setOpened(ValueMapper.toProto(lease.opened()));
    lease.nodes().forEach(nodes -> proto.addNodes(toProto(nodes)));
    lease.until().map(ValueMapper::toProto).ifPresent(proto::setUntil);
    lease.closed().map(ValueMapper::toProto).ifPresent(proto::setClosed);
    lease.reason().map(ValueMapper::cut).ifPresent(proto::setReason);
    return proto.build();
  }

  private static RegistryProto.Lease.Nodes toProto(LeasedNodes leased) {
    return RegistryProto.Lease.Nodes.newBuilder()
        .setProfile(leased.profile().value())
        .setLifetime(ValueMapper.toProto(leased.lifetime()))
        .setSize(ValueMapper.toProto(leased.size()))
        .setNodes(leased.nodes())
        .setPrice(leased.price().microDollarsPerHour())
        .build();
  }

  static Lease lease(boolean present, RegistryProto.Lease lease) {
    return Read.required("lease", present, lease, LeaseMapper::fromProto);
  }

  private static Lease fromProto(RegistryProto.Lease lease) {
    return new Lease(
        id(lease.hasId(), lease.getId()),
        Read.field("datacenter", lease.getDatacenter(), DatacenterId::new),
        Read.field("entry", lease.getEntry(), DatacenterName::of),
        Read.constant("state", Lease.State.class, "STATE_", lease.getState()),
        Read.notNegative("revision", lease.getRevision()),
        Read.each("nodes", lease.getNodesList(), MarketMapper.ENTRIES, LeaseMapper::nodes),
        Read.required("opened", lease.hasOpened(), lease.getOpened(), ValueMapper::fromProto),
        Read.optional("until", lease.hasUntil(), lease.getUntil(), ValueMapper::fromProto),
        Read.optional("closed", lease.hasClosed(), lease.getClosed(), ValueMapper::fromProto),
        Read.optional(
            "reason", lease.hasReason(), lease.getReason(), Read.atMost(ValueMapper.TEXT)));
  }

  private static LeasedNodes nodes(RegistryProto.Lease.Nodes nodes) {
    return new LeasedNodes(
        Read.field("profile", nodes.getProfile(), ProfileName::of),
        ValueMapper.fromProto("lifetime", nodes.getLifetime()),
        Read.required("size", nodes.hasSize(), nodes.getSize(), ValueMapper::fromProto),
        Read.notNegative("nodes", nodes.getNodes()),
        MarketMapper.answered("price", nodes.getPrice()));
  }

  static RegistryProto.LeaseOpenRequest toProto(RequestKey key, LeaseRequest request) {
    return RegistryProto.LeaseOpenRequest.newBuilder()
        .setKey(key.value())
        .setId(toProto(request.id()))
        .setDatacenter(request.datacenter().value())
        .setAsked(MarketMapper.toProto(request.asked()))
        .setRevision(request.revision())
        .setHold(request.hold().toSeconds())
        .build();
  }

  static LeaseRequest fromProto(RegistryProto.LeaseOpenRequest request) {
    LeaseId id = id(request.hasId(), request.getId());
    DatacenterId datacenter = Read.field("datacenter", request.getDatacenter(), DatacenterId::new);
    var asked =
        Read.required("asked", request.hasAsked(), request.getAsked(), MarketMapper::requirement);
    long revision = Read.notNegative("revision", request.getRevision());
    return Read.field(
        "hold",
        request.getHold(),
        hold -> new LeaseRequest(id, datacenter, asked, revision, Duration.ofSeconds(hold)));
  }

  static RegistryProto.LeaseListResponse toProto(List<Lease> leases) {
    return RegistryProto.LeaseListResponse.newBuilder()
        .addAllLeases(leases.stream().map(LeaseMapper::toProto).toList())
        .build();
  }

  static List<Lease> fromProto(RegistryProto.LeaseListResponse response) {
    return Read.each(
        "leases", response.getLeasesList(), RegistryApi.MOST_LISTED, LeaseMapper::fromProto);
  }

  static RegistryProto.DatacenterUpdateRequest toProto(DatacenterReport report) {
    RegistryProto.DatacenterUpdateRequest.Builder proto =
        RegistryProto.DatacenterUpdateRequest.newBuilder()
            .setOffer(MarketMapper.toProto(report.offer()));
    for (HeldLease lease : report.leases()) {
      proto
          .addLeasesBuilder()
          .setId(toProto(lease.id()))
          .setHeld(ValueMapper.toProto(lease.held()))
          .setOver(lease.over());
    }
    return proto.build();
  }

  static DatacenterReport fromProto(RegistryProto.DatacenterUpdateRequest request) {
    return new DatacenterReport(
        Read.required("offer", request.hasOffer(), request.getOffer(), MarketMapper::fromProto),
        Read.each(
            "leases", request.getLeasesList(), DatacenterReport.MOST_LEASES, LeaseMapper::held));
  }

  private static HeldLease held(RegistryProto.DatacenterUpdateRequest.Held lease) {
    return new HeldLease(
        id(lease.hasId(), lease.getId()),
        Read.required("held", lease.hasHeld(), lease.getHeld(), ValueMapper::fromProto),
        lease.getOver());
  }

  static RegistryProto.DatacenterUpdateResponse toProto(DatacenterInstructions instructions) {
    return RegistryProto.DatacenterUpdateResponse.newBuilder()
        .addAllEnded(instructions.ended().stream().map(LeaseMapper::toProto).toList())
        .build();
  }

  static DatacenterInstructions fromProto(RegistryProto.DatacenterUpdateResponse response) {
    return new DatacenterInstructions(
        Set.copyOf(
            Read.each(
                "ended",
                response.getEndedList(),
                DatacenterReport.MOST_LEASES,
                LeaseMapper::fromProto)));
  }
}
