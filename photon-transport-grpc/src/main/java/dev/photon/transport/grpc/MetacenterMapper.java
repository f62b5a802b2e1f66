package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.Price;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RevisionReceipt;
import dev.photon.transport.grpc.v1.MetacenterProto;
import java.util.List;

/** Maps what a metacenter answers. */
final class MetacenterMapper {
  private static final int ENTRIES = 1000;
  private static final int NAME = 253;

  private MetacenterMapper() {}

  static MetacenterProto.UpdateResponse toProto(RevisionReceipt receipt) {
    return MetacenterProto.UpdateResponse.newBuilder()
        .setRevision(receipt.number())
        .setAfter(receipt.after())
        .build();
  }

  static RevisionReceipt fromProto(MetacenterProto.UpdateResponse response) {
    return new RevisionReceipt(
        Read.notNegative("revision", response.getRevision()),
        Read.notNegative("after", response.getAfter()));
  }

  static MetacenterProto.StatusResponse toProto(MetacenterStatus status) {
    MetacenterProto.StatusResponse.Builder proto =
        MetacenterProto.StatusResponse.newBuilder()
            .setDeployment(status.deployment().value())
            .setName(status.name())
            .setRevision(status.revision())
            .setPhase(
                MetacenterProto.StatusResponse.Phase.valueOf("PHASE_" + status.phase().name()));
    status.reason().map(ValueMapper::cut).ifPresent(proto::setReason);
    status.entries().forEach(entry -> proto.addEntries(toProto(entry)));
    return proto.build();
  }

  private static MetacenterProto.StatusResponse.Entry toProto(MetacenterStatus.EntryStatus entry) {
    MetacenterProto.StatusResponse.Entry.Builder proto =
        MetacenterProto.StatusResponse.Entry.newBuilder()
            .setEntry(entry.entry().value())
            .setRegion(ValueMapper.toProto(entry.region()))
            .setReachable(entry.reachable());
    entry
        .assigned()
        .ifPresent(
            assigned ->
                proto
                    .getAssignedBuilder()
                    .setId(assigned.id().value())
                    .setName(assigned.name())
                    .setSimulated(assigned.simulated())
                    .setEpoch(assigned.epoch()));
    entry.cost().ifPresent(cost -> proto.setCost(cost.microDollarsPerHour()));
    entry.status().ifPresent(part -> proto.setPart(StatusMapper.toProto(part)));
    return proto.build();
  }

  static MetacenterStatus fromProto(MetacenterProto.StatusResponse status) {
    return new MetacenterStatus(
        Read.field("deployment", status.getDeployment(), DeploymentId::new),
        Read.text("name", status.getName(), NAME),
        Read.notNegative("revision", status.getRevision()),
        Read.constant("phase", MetacenterStatus.Phase.class, "PHASE_", status.getPhase()),
        StatusMapper.text("reason", status.hasReason(), status.getReason()),
        Read.each("entries", status.getEntriesList(), ENTRIES, MetacenterMapper::entry));
  }

  private static MetacenterStatus.EntryStatus entry(MetacenterProto.StatusResponse.Entry entry) {
    return new MetacenterStatus.EntryStatus(
        Read.field("entry", entry.getEntry(), DatacenterName::of),
        ValueMapper.fromProto("region", entry.getRegion()),
        Read.optional(
            "assigned", entry.hasAssigned(), entry.getAssigned(), MetacenterMapper::assigned),
        Read.optional("cost", entry.hasCost(), entry.getCost(), Price::new),
        entry.getReachable(),
        Read.optional("part", entry.hasPart(), entry.getPart(), StatusMapper::fromProto));
  }

  private static MetacenterStatus.Assigned assigned(
      MetacenterProto.StatusResponse.Assigned assigned) {
    return new MetacenterStatus.Assigned(
        Read.field("id", assigned.getId(), DatacenterId::new),
        Read.text("name", assigned.getName(), NAME),
        assigned.getSimulated(),
        Read.notNegative("epoch", assigned.getEpoch()));
  }

  static MetacenterProto.NotifyTargetsResponse results(List<NotifyResult> results) {
    MetacenterProto.NotifyTargetsResponse.Builder proto =
        MetacenterProto.NotifyTargetsResponse.newBuilder();
    for (NotifyResult result : results) {
      proto
          .addResultsBuilder()
          .setTarget(result.target())
          .setType(result.type())
          .setSent(result.sent())
          .setDetail(ValueMapper.cut(result.detail()));
    }
    return proto.build();
  }

  static List<NotifyResult> fromProto(MetacenterProto.NotifyTargetsResponse response) {
    return Read.each(
        "results",
        response.getResultsList(),
        ENTRIES,
        result ->
            new NotifyResult(
                Read.text("target", result.getTarget(), NAME),
                Read.text("type", result.getType(), NAME),
                result.getSent(),
                Read.text("detail", result.getDetail(), ValueMapper.TEXT)));
  }
}
