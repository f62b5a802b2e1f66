package dev.photon.transport.grpc;

import dev.photon.spi.api.AccountGrant;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.AccountRequest;
import dev.photon.spi.api.DatacenterGrant;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DatacenterRequest;
import dev.photon.spi.api.DatacenterSummary;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.HostInstructions;
import dev.photon.spi.api.HostReport;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterGrant;
import dev.photon.spi.api.MetacenterPlace;
import dev.photon.spi.api.MetacenterRequest;
import dev.photon.spi.api.MetacenterSummary;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import dev.photon.transport.grpc.v1.RegistryProto;
import dev.photon.transport.grpc.v1.ValuesProto;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Maps accounts, datacenters and metacenters as the registry knows them. */
final class RegistryMapper {
  /** The most elements of a list that has no smaller bound. */
  static final int MANY = 10_000;

  private static final int TOKEN = 1024;
  private static final int NAME = 253;

  private RegistryMapper() {}

  static RegistryProto.AccountCreateRequest toProto(RequestKey key, AccountRequest request) {
    RegistryProto.AccountCreateRequest.Builder builder =
        RegistryProto.AccountCreateRequest.newBuilder()
            .setKey(key.value())
            .setEmail(request.email())
            .setAccountKey(ValueMapper.toProto(request.key()));
    request.code().ifPresent(builder::setCode);
    return builder.build();
  }

  static AccountRequest fromProto(RegistryProto.AccountCreateRequest request) {
    KeyProof key = proof("account_key", request.hasAccountKey(), request.getAccountKey());
    Optional<String> code =
        Read.optional("code", request.hasCode(), request.getCode(), Read.atMost(64));
    return Read.field("email", request.getEmail(), email -> new AccountRequest(email, key, code));
  }

  static RegistryProto.AccountCreateResponse toProto(AccountGrant grant) {
    return RegistryProto.AccountCreateResponse.newBuilder()
        .setAccount(grant.account().value())
        .setChain(ValueMapper.toProto(grant.chain()))
        .build();
  }

  static AccountGrant fromProto(RegistryProto.AccountCreateResponse response) {
    return new AccountGrant(
        Read.field("account", response.getAccount(), AccountId::new),
        Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  static RegistryProto.AccountMetacentersResponse metacenters(List<MetacenterSummary> all) {
    RegistryProto.AccountMetacentersResponse.Builder proto =
        RegistryProto.AccountMetacentersResponse.newBuilder();
    for (MetacenterSummary one : all) {
      RegistryProto.AccountMetacentersResponse.Metacenter.Builder element =
          proto
              .addMetacentersBuilder()
              .setId(one.id().value())
              .setName(one.name())
              .setCreated(ValueMapper.toProto(one.created()));
      one.endpoint().ifPresent(endpoint -> element.setEndpoint(ValueMapper.toProto(endpoint)));
    }
    return proto.build();
  }

  static List<MetacenterSummary> fromProto(RegistryProto.AccountMetacentersResponse response) {
    return Read.each(
        "metacenters",
        response.getMetacentersList(),
        MANY,
        one ->
            new MetacenterSummary(
                Read.field("id", one.getId(), DeploymentId::new),
                Read.text("name", one.getName(), NAME),
                Read.required(
                    "created", one.hasCreated(), one.getCreated(), ValueMapper::fromProto),
                Read.optional(
                    "endpoint", one.hasEndpoint(), one.getEndpoint(), ValueMapper::fromProto)));
  }

  static RegistryProto.AccountDatacentersResponse datacenters(List<DatacenterSummary> all) {
    RegistryProto.AccountDatacentersResponse.Builder proto =
        RegistryProto.AccountDatacentersResponse.newBuilder();
    for (DatacenterSummary one : all) {
      RegistryProto.AccountDatacentersResponse.Datacenter.Builder element =
          proto
              .addDatacentersBuilder()
              .setId(one.id().value())
              .setName(one.name())
              .setRegion(ValueMapper.toProto(one.region()));
      one.offeredUntil().ifPresent(until -> element.setOfferedUntil(ValueMapper.toProto(until)));
    }
    return proto.build();
  }

  static List<DatacenterSummary> fromProto(RegistryProto.AccountDatacentersResponse response) {
    return Read.each(
        "datacenters",
        response.getDatacentersList(),
        MANY,
        one ->
            new DatacenterSummary(
                Read.field("id", one.getId(), DatacenterId::new),
                Read.text("name", one.getName(), NAME),
                ValueMapper.fromProto("region", one.getRegion()),
                Read.optional(
                    "offered_until",
                    one.hasOfferedUntil(),
                    one.getOfferedUntil(),
                    ValueMapper::fromProto)));
  }

  static RegistryProto.MetacenterCreateRequest toProto(RequestKey key, MetacenterRequest request) {
    return RegistryProto.MetacenterCreateRequest.newBuilder()
        .setKey(key.value())
        .setName(request.name())
        .setOwnerKey(ValueMapper.toProto(request.ownerKey()))
        .build();
  }

  static MetacenterRequest fromProto(RegistryProto.MetacenterCreateRequest request) {
    KeyProof key = proof("owner_key", request.hasOwnerKey(), request.getOwnerKey());
    return Read.field("name", request.getName(), name -> new MetacenterRequest(name, key));
  }

  static RegistryProto.MetacenterCreateResponse toProto(MetacenterGrant grant) {
    RegistryProto.MetacenterCreateResponse.Builder proto =
        RegistryProto.MetacenterCreateResponse.newBuilder().setId(grant.id().value());
    grant.place().ifPresent(place -> proto.setPlace(toProto(place)));
    return proto.build();
  }

  static MetacenterGrant fromProto(RegistryProto.MetacenterCreateResponse response) {
    return new MetacenterGrant(
        Read.field("id", response.getId(), DeploymentId::new),
        Read.optional(
            "place", response.hasPlace(), response.getPlace(), RegistryMapper::fromProto));
  }

  private static RegistryProto.MetacenterPlace toProto(MetacenterPlace place) {
    return RegistryProto.MetacenterPlace.newBuilder()
        .setEndpoint(ValueMapper.toProto(place.endpoint()))
        .setOwnerChain(ValueMapper.toProto(place.ownerChain()))
        .build();
  }

  private static MetacenterPlace fromProto(RegistryProto.MetacenterPlace place) {
    return new MetacenterPlace(
        Read.field("endpoint", place.getEndpoint(), ValueMapper::fromProto),
        Read.field("owner_chain", place.getOwnerChain(), ValueMapper::fromProto));
  }

  static RegistryProto.MetacenterHostUpdateRequest toProto(HostReport report) {
    RegistryProto.MetacenterHostUpdateRequest.Builder proto =
        RegistryProto.MetacenterHostUpdateRequest.newBuilder()
            .setEndpoint(ValueMapper.toProto(report.endpoint()));
    report.enrolToken().ifPresent(proto::setEnrolToken);
    for (HostReport.Hosted one : report.hosted()) {
      proto.addHostedBuilder().setId(one.id().value()).setPlace(toProto(one.place()));
    }
    return proto.build();
  }

  static HostReport fromProto(RegistryProto.MetacenterHostUpdateRequest report) {
    return new HostReport(
        Read.optional(
            "enrol_token", report.hasEnrolToken(), report.getEnrolToken(), Read.atMost(TOKEN)),
        Read.field("endpoint", report.getEndpoint(), ValueMapper::fromProto),
        Read.each(
            "hosted",
            report.getHostedList(),
            MANY,
            one ->
                new HostReport.Hosted(
                    Read.field("id", one.getId(), DeploymentId::new),
                    Read.field("place", one.getPlace(), RegistryMapper::fromProto))));
  }

  static RegistryProto.MetacenterHostUpdateResponse toProto(HostInstructions instructions) {
    RegistryProto.MetacenterHostUpdateResponse.Builder proto =
        RegistryProto.MetacenterHostUpdateResponse.newBuilder();
    for (HostInstructions.Launch one : instructions.launch()) {
      proto
          .addLaunchBuilder()
          .setId(one.id().value())
          .setName(one.name())
          .setOwner(one.owner().value())
          .setOwnerKey(ValueMapper.toProto(one.ownerKey()));
    }
    instructions.remove().stream().sorted().forEach(id -> proto.addRemove(id.value()));
    return proto.build();
  }

  static HostInstructions fromProto(RegistryProto.MetacenterHostUpdateResponse instructions) {
    return new HostInstructions(
        Read.each(
            "launch",
            instructions.getLaunchList(),
            MANY,
            one ->
                new HostInstructions.Launch(
                    Read.field("id", one.getId(), DeploymentId::new),
                    Read.text("name", one.getName(), NAME),
                    Read.field("owner", one.getOwner(), AccountId::new),
                    proof("owner_key", one.hasOwnerKey(), one.getOwnerKey()))),
        Set.copyOf(Read.each("remove", instructions.getRemoveList(), MANY, DeploymentId::new)));
  }

  static RegistryProto.DatacenterCreateRequest toProto(RequestKey key, DatacenterRequest request) {
    return RegistryProto.DatacenterCreateRequest.newBuilder()
        .setKey(key.value())
        .setName(request.name())
        .setRegion(ValueMapper.toProto(request.region()))
        .setAuthorityKey(ValueMapper.toProto(request.authorityKey()))
        .build();
  }

  static DatacenterRequest fromProto(RegistryProto.DatacenterCreateRequest request) {
    var region = ValueMapper.fromProto("region", request.getRegion());
    KeyProof key = proof("authority_key", request.hasAuthorityKey(), request.getAuthorityKey());
    return Read.field("name", request.getName(), name -> new DatacenterRequest(name, region, key));
  }

  static RegistryProto.DatacenterCreateResponse toProto(DatacenterGrant grant) {
    return RegistryProto.DatacenterCreateResponse.newBuilder()
        .setId(grant.id().value())
        .setChain(ValueMapper.toProto(grant.chain()))
        .build();
  }

  static DatacenterGrant fromProto(RegistryProto.DatacenterCreateResponse response) {
    return new DatacenterGrant(
        Read.field("id", response.getId(), DatacenterId::new),
        Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }

  static KeyProof proof(String field, boolean present, ValuesProto.KeyProof proof) {
    return Read.required(field, present, proof, ValueMapper::fromProto);
  }

  static RegistryProto.Revoking toProto(Revoking revoking) {
    RegistryProto.Revoking.Builder builder =
        RegistryProto.Revoking.newBuilder().setReason(revoking.reason());
    revoking.operatorToken().ifPresent(builder::setOperatorToken);
    return builder.build();
  }

  static Revoking fromProto(RegistryProto.Revoking revoking) {
    return new Revoking(
        Read.text("reason", revoking.getReason(), 200),
        revoking.hasOperatorToken()
            ? Optional.of(Read.text("operator_token", revoking.getOperatorToken(), 1024))
            : Optional.empty());
  }
}
