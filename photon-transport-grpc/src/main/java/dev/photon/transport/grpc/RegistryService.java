package dev.photon.transport.grpc;

import com.google.protobuf.ByteString;
import dev.photon.spi.api.AccountId;
import dev.photon.spi.api.DatacenterId;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.RegistryApi;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revoking;
import dev.photon.transport.grpc.v1.RegistryGrpc;
import dev.photon.transport.grpc.v1.RegistryProto;
import dev.photon.transport.grpc.v1.RegistryProto.AccountCreateRequest;
import dev.photon.transport.grpc.v1.RegistryProto.AccountCreateResponse;
import dev.photon.transport.grpc.v1.RegistryProto.AccountDatacentersRequest;
import dev.photon.transport.grpc.v1.RegistryProto.AccountDatacentersResponse;
import dev.photon.transport.grpc.v1.RegistryProto.AccountMetacentersRequest;
import dev.photon.transport.grpc.v1.RegistryProto.AccountMetacentersResponse;
import dev.photon.transport.grpc.v1.RegistryProto.AccountRenewRequest;
import dev.photon.transport.grpc.v1.RegistryProto.AccountRenewResponse;
import dev.photon.transport.grpc.v1.RegistryProto.AccountRevokeRequest;
import dev.photon.transport.grpc.v1.RegistryProto.AccountRevokeResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterCreateRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterCreateResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterDeleteRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterDeleteResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterMatchRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterMatchResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterRenewRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterRenewResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterRevokeRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterRevokeResponse;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterUpdateRequest;
import dev.photon.transport.grpc.v1.RegistryProto.DatacenterUpdateResponse;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseCloseRequest;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseCloseResponse;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseListRequest;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseListResponse;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseOpenRequest;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseOpenResponse;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseShowRequest;
import dev.photon.transport.grpc.v1.RegistryProto.LeaseShowResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterCreateRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterCreateResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterDeleteRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterDeleteResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterEnrolRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterEnrolResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterHostUpdateRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterHostUpdateResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterRenewRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterRenewResponse;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterRevokeRequest;
import dev.photon.transport.grpc.v1.RegistryProto.MetacenterRevokeResponse;
import dev.photon.transport.grpc.v1.RegistryProto.NonceRequest;
import dev.photon.transport.grpc.v1.RegistryProto.NonceResponse;
import dev.photon.transport.grpc.v1.RegistryProto.RevocationListRequest;
import dev.photon.transport.grpc.v1.RegistryProto.RevocationListResponse;
import dev.photon.transport.grpc.v1.RegistryProto.UsageListRequest;
import dev.photon.transport.grpc.v1.RegistryProto.UsageListResponse;
import dev.photon.transport.grpc.v1.RegistryProto.UsageReportRequest;
import dev.photon.transport.grpc.v1.RegistryProto.UsageReportResponse;
import io.grpc.stub.StreamObserver;

/** Serves a registry. */
final class RegistryService extends RegistryGrpc.RegistryImplBase {
  private final Served<RegistryApi> served;

  RegistryService(Served<RegistryApi> served) {
    this.served = served;
  }

  @Override
  public void nonce(NonceRequest request, StreamObserver<NonceResponse> responses) {
    served.answer(
        responses,
        () ->
            NonceResponse.newBuilder()
                .setNonce(ByteString.copyFrom(served.view().nonce().bytes()))
                .build());
  }

  @Override
  public void accountCreate(
      AccountCreateRequest request, StreamObserver<AccountCreateResponse> responses) {
    served.answer(
        responses,
        () ->
            RegistryMapper.toProto(
                served
                    .view()
                    .accountCreate(key(request.getKey()), RegistryMapper.fromProto(request))));
  }

  @Override
  public void accountMetacenters(
      AccountMetacentersRequest request, StreamObserver<AccountMetacentersResponse> responses) {
    served.answer(responses, () -> RegistryMapper.metacenters(served.view().accountMetacenters()));
  }

  @Override
  public void accountDatacenters(
      AccountDatacentersRequest request, StreamObserver<AccountDatacentersResponse> responses) {
    served.answer(responses, () -> RegistryMapper.datacenters(served.view().accountDatacenters()));
  }

  @Override
  public void metacenterCreate(
      MetacenterCreateRequest request, StreamObserver<MetacenterCreateResponse> responses) {
    served.answer(
        responses,
        () ->
            RegistryMapper.toProto(
                served
                    .view()
                    .metacenterCreate(key(request.getKey()), RegistryMapper.fromProto(request))));
  }

  @Override
  public void metacenterDelete(
      MetacenterDeleteRequest request, StreamObserver<MetacenterDeleteResponse> responses) {
    served.answer(
        responses,
        () -> {
          served.view().metacenterDelete(key(request.getKey()), deployment(request.getId()));
          return MetacenterDeleteResponse.getDefaultInstance();
        });
  }

  @Override
  public void metacenterHostUpdate(
      MetacenterHostUpdateRequest request, StreamObserver<MetacenterHostUpdateResponse> responses) {
    served.answer(
        responses,
        () ->
            RegistryMapper.toProto(
                served.view().metacenterHostUpdate(RegistryMapper.fromProto(request))));
  }

  @Override
  public void metacenterEnrol(
      MetacenterEnrolRequest request, StreamObserver<MetacenterEnrolResponse> responses) {
    served.answer(
        responses,
        () ->
            MetacenterEnrolResponse.newBuilder()
                .setChain(
                    ValueMapper.toProto(
                        served
                            .view()
                            .metacenterEnrol(
                                key(request.getKey()),
                                deployment(request.getId()),
                                RegistryMapper.proof(
                                    "authority_key",
                                    request.hasAuthorityKey(),
                                    request.getAuthorityKey()))))
                .build());
  }

  @Override
  public void datacenterCreate(
      DatacenterCreateRequest request, StreamObserver<DatacenterCreateResponse> responses) {
    served.answer(
        responses,
        () ->
            RegistryMapper.toProto(
                served
                    .view()
                    .datacenterCreate(key(request.getKey()), RegistryMapper.fromProto(request))));
  }

  @Override
  public void datacenterUpdate(
      DatacenterUpdateRequest request, StreamObserver<DatacenterUpdateResponse> responses) {
    served.answer(
        responses,
        () -> LeaseMapper.toProto(served.view().datacenterUpdate(LeaseMapper.fromProto(request))));
  }

  @Override
  public void leaseOpen(LeaseOpenRequest request, StreamObserver<LeaseOpenResponse> responses) {
    served.answer(
        responses,
        () ->
            LeaseOpenResponse.newBuilder()
                .setLease(
                    LeaseMapper.toProto(
                        served
                            .view()
                            .leaseOpen(key(request.getKey()), LeaseMapper.fromProto(request))))
                .build());
  }

  @Override
  public void leaseShow(LeaseShowRequest request, StreamObserver<LeaseShowResponse> responses) {
    served.answer(
        responses,
        () ->
            LeaseShowResponse.newBuilder()
                .setLease(
                    LeaseMapper.toProto(
                        served.view().leaseShow(LeaseMapper.id(request.hasId(), request.getId()))))
                .build());
  }

  @Override
  public void leaseClose(LeaseCloseRequest request, StreamObserver<LeaseCloseResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .leaseClose(key(request.getKey()), LeaseMapper.id(request.hasId(), request.getId()));
          return LeaseCloseResponse.getDefaultInstance();
        });
  }

  @Override
  public void leaseList(LeaseListRequest request, StreamObserver<LeaseListResponse> responses) {
    served.answer(
        responses,
        () ->
            LeaseMapper.toProto(
                served
                    .view()
                    .leaseList(
                        Read.optional(
                            "after",
                            request.hasAfter(),
                            request.getAfter(),
                            LeaseMapper::fromProto))));
  }

  @Override
  public void usageReport(
      UsageReportRequest request, StreamObserver<UsageReportResponse> responses) {
    served.answer(
        responses,
        () -> {
          served.view().usageReport(UsageMapper.fromProto(request));
          return UsageReportResponse.getDefaultInstance();
        });
  }

  @Override
  public void usageList(UsageListRequest request, StreamObserver<UsageListResponse> responses) {
    served.answer(
        responses,
        () -> UsageMapper.response(served.view().usageList(UsageMapper.fromProto(request))));
  }

  @Override
  public void datacenterDelete(
      DatacenterDeleteRequest request, StreamObserver<DatacenterDeleteResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .datacenterDelete(
                  key(request.getKey()), Read.field("id", request.getId(), DatacenterId::new));
          return DatacenterDeleteResponse.getDefaultInstance();
        });
  }

  @Override
  public void datacenterMatch(
      DatacenterMatchRequest request, StreamObserver<DatacenterMatchResponse> responses) {
    served.answer(
        responses,
        () -> MarketMapper.toProto(served.view().datacenterMatch(MarketMapper.fromProto(request))));
  }

  @Override
  public void accountRenew(
      AccountRenewRequest request, StreamObserver<AccountRenewResponse> responses) {
    served.answer(
        responses,
        () ->
            AccountRenewResponse.newBuilder()
                .setChain(
                    ValueMapper.toProto(
                        served
                            .view()
                            .accountRenew(
                                key(request.getKey()),
                                RegistryMapper.proof(
                                    "account_key",
                                    request.hasAccountKey(),
                                    request.getAccountKey()))))
                .build());
  }

  @Override
  public void datacenterRenew(
      DatacenterRenewRequest request, StreamObserver<DatacenterRenewResponse> responses) {
    served.answer(
        responses,
        () ->
            DatacenterRenewResponse.newBuilder()
                .setChain(
                    ValueMapper.toProto(
                        served
                            .view()
                            .datacenterRenew(
                                key(request.getKey()),
                                RegistryMapper.proof(
                                    "authority_key",
                                    request.hasAuthorityKey(),
                                    request.getAuthorityKey()))))
                .build());
  }

  @Override
  public void metacenterRenew(
      MetacenterRenewRequest request, StreamObserver<MetacenterRenewResponse> responses) {
    served.answer(
        responses,
        () ->
            MetacenterRenewResponse.newBuilder()
                .setChain(
                    ValueMapper.toProto(
                        served
                            .view()
                            .metacenterRenew(
                                key(request.getKey()),
                                deployment(request.getId()),
                                RegistryMapper.proof(
                                    "authority_key",
                                    request.hasAuthorityKey(),
                                    request.getAuthorityKey()))))
                .build());
  }

  @Override
  public void accountRevoke(
      AccountRevokeRequest request, StreamObserver<AccountRevokeResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .accountRevoke(
                  key(request.getKey()),
                  Read.field("account", request.getAccount(), AccountId::new),
                  revoking(request.hasRevoking(), request.getRevoking()));
          return AccountRevokeResponse.getDefaultInstance();
        });
  }

  @Override
  public void metacenterRevoke(
      MetacenterRevokeRequest request, StreamObserver<MetacenterRevokeResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .metacenterRevoke(
                  key(request.getKey()),
                  deployment(request.getId()),
                  revoking(request.hasRevoking(), request.getRevoking()));
          return MetacenterRevokeResponse.getDefaultInstance();
        });
  }

  @Override
  public void datacenterRevoke(
      DatacenterRevokeRequest request, StreamObserver<DatacenterRevokeResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .datacenterRevoke(
                  key(request.getKey()),
                  Read.field("id", request.getId(), DatacenterId::new),
                  revoking(request.hasRevoking(), request.getRevoking()));
          return DatacenterRevokeResponse.getDefaultInstance();
        });
  }

  @Override
  public void revocationList(
      RevocationListRequest request, StreamObserver<RevocationListResponse> responses) {
    served.answer(
        responses,
        () -> {
          RevocationListResponse.Builder response = RevocationListResponse.newBuilder();
          served
              .view()
              .revocationList(request.getKnown())
              .ifPresent(
                  list ->
                      response
                          .setList(ByteString.copyFrom(list.der()))
                          .setSigners(ValueMapper.toProto(list.signers())));
          return response.build();
        });
  }

  private static Revoking revoking(boolean given, RegistryProto.Revoking revoking) {
    return Read.required("revoking", given, revoking, RegistryMapper::fromProto);
  }

  static RequestKey key(String key) {
    return Read.field("key", key, RequestKey::new);
  }

  private static DeploymentId deployment(String id) {
    return Read.field("id", id, DeploymentId::new);
  }
}
