package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.ServiceName;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.Revision;
import dev.photon.transport.grpc.v1.MetacenterGrpc;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessAcceptRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessAcceptResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessGrantRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessGrantResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessListRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessListResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessRenewRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessRenewResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessRevokeRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.AccessRevokeResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.DeleteRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.DeleteResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.EventsRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.EventsResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.NotifyTargetsRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.NotifyTargetsResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.RegisterServiceRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.RegisterServiceResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.StatusRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.StatusResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.UpdateRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.UpdateResponse;
import io.grpc.stub.StreamObserver;

/** Serves metacenters. */
final class MetacenterService extends MetacenterGrpc.MetacenterImplBase {
  private static final int TARGET = 100;
  private static final int EMAIL = 254;

  private final Served<MetacenterApi> served;

  MetacenterService(Served<MetacenterApi> served) {
    this.served = served;
  }

  @Override
  public void update(UpdateRequest request, StreamObserver<UpdateResponse> responses) {
    served.answer(
        responses,
        () ->
            MetacenterMapper.toProto(
                served
                    .view()
                    .update(
                        RegistryService.key(request.getKey()),
                        Read.field("document", request.getDocument(), Revision::new))));
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> responses) {
    served.answer(responses, () -> MetacenterMapper.toProto(served.view().status()));
  }

  @Override
  public void events(EventsRequest request, StreamObserver<EventsResponse> responses) {
    served.follow(
        responses,
        EventsResponse.getDefaultInstance(),
        event -> EventsResponse.newBuilder().setEvent(EventMapper.toProto(event)).build(),
        sink -> served.view().events(Read.notNegative("after", request.getAfter()), sink));
  }

  @Override
  public void notifyTargets(
      NotifyTargetsRequest request, StreamObserver<NotifyTargetsResponse> responses) {
    served.answer(
        responses,
        () ->
            MetacenterMapper.results(
                served
                    .view()
                    .notifyTargets(
                        RegistryService.key(request.getKey()),
                        Read.optional(
                            "target",
                            request.hasTarget(),
                            request.getTarget(),
                            Read.atMost(TARGET)),
                        ValueMapper.fromProto("event", request.getEvent()))));
  }

  @Override
  public void delete(DeleteRequest request, StreamObserver<DeleteResponse> responses) {
    served.answer(
        responses,
        () -> {
          served.view().delete(RegistryService.key(request.getKey()));
          return DeleteResponse.getDefaultInstance();
        });
  }

  @Override
  public void accessGrant(
      AccessGrantRequest request, StreamObserver<AccessGrantResponse> responses) {
    served.answer(
        responses,
        () ->
            AccessGrantResponse.newBuilder()
                .setAccess(
                    AccessMapper.toProto(
                        served
                            .view()
                            .accessGrant(
                                RegistryService.key(request.getKey()),
                                AccessMapper.fromProto(request))))
                .build());
  }

  @Override
  public void accessList(AccessListRequest request, StreamObserver<AccessListResponse> responses) {
    served.answer(responses, () -> AccessMapper.toProto(served.view().accessList()));
  }

  @Override
  public void accessRevoke(
      AccessRevokeRequest request, StreamObserver<AccessRevokeResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .accessRevoke(
                  RegistryService.key(request.getKey()),
                  Read.text("email", request.getEmail(), EMAIL));
          return AccessRevokeResponse.getDefaultInstance();
        });
  }

  @Override
  public void accessAccept(
      AccessAcceptRequest request, StreamObserver<AccessAcceptResponse> responses) {
    served.answer(
        responses,
        () ->
            AccessAcceptResponse.newBuilder()
                .setAccepted(
                    AccessMapper.toProto(
                        served
                            .view()
                            .accessAccept(
                                RegistryService.key(request.getKey()),
                                RegistryMapper.proof(
                                    "access_key", request.hasAccessKey(), request.getAccessKey()))))
                .build());
  }

  @Override
  public void accessRenew(
      AccessRenewRequest request, StreamObserver<AccessRenewResponse> responses) {
    served.answer(
        responses,
        () ->
            AccessRenewResponse.newBuilder()
                .setAccepted(
                    AccessMapper.toProto(
                        served
                            .view()
                            .accessRenew(
                                RegistryService.key(request.getKey()),
                                RegistryMapper.proof(
                                    "access_key", request.hasAccessKey(), request.getAccessKey()))))
                .build());
  }

  @Override
  public void registerService(
      RegisterServiceRequest request, StreamObserver<RegisterServiceResponse> responses) {
    served.answer(
        responses,
        () ->
            RegisterServiceResponse.newBuilder()
                .setChain(
                    ValueMapper.toProto(
                        served
                            .view()
                            .registerService(
                                RegistryService.key(request.getKey()),
                                Read.field("service", request.getService(), ServiceName::of),
                                Read.field(
                                    "datacenter", request.getDatacenter(), DatacenterName::of),
                                RegistryMapper.proof(
                                    "service_key",
                                    request.hasServiceKey(),
                                    request.getServiceKey()))))
                .build());
  }
}
