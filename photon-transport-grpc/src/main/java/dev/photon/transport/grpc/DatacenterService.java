package dev.photon.transport.grpc;

import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.transport.grpc.v1.DatacenterGrpc;
import dev.photon.transport.grpc.v1.DatacenterProto;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentCreateRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentCreateResponse;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentDeleteRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentDeleteResponse;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentEventsRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentEventsResponse;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentListRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentListResponse;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentStatusRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentStatusResponse;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentUpdateRequest;
import dev.photon.transport.grpc.v1.DatacenterProto.DeploymentUpdateResponse;
import io.grpc.stub.StreamObserver;

/** Serves a datacenter's agent. */
final class DatacenterService extends DatacenterGrpc.DatacenterImplBase {
  private final Served<DatacenterApi> served;

  DatacenterService(Served<DatacenterApi> served) {
    this.served = served;
  }

  @Override
  public void deploymentCreate(
      DeploymentCreateRequest request, StreamObserver<DeploymentCreateResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .deploymentCreate(
                  RegistryService.key(request.getKey()),
                  desired(request.hasDesired(), request.getDesired()));
          return DeploymentCreateResponse.getDefaultInstance();
        });
  }

  @Override
  public void deploymentUpdate(
      DeploymentUpdateRequest request, StreamObserver<DeploymentUpdateResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .deploymentUpdate(
                  RegistryService.key(request.getKey()),
                  desired(request.hasDesired(), request.getDesired()));
          return DeploymentUpdateResponse.getDefaultInstance();
        });
  }

  @Override
  public void deploymentStatus(
      DeploymentStatusRequest request, StreamObserver<DeploymentStatusResponse> responses) {
    served.answer(
        responses,
        () ->
            DeploymentStatusResponse.newBuilder()
                .setPart(
                    StatusMapper.toProto(
                        served.view().deploymentStatus(deployment(request.getDeployment()))))
                .build());
  }

  @Override
  public void deploymentEvents(
      DeploymentEventsRequest request, StreamObserver<DeploymentEventsResponse> responses) {
    served.follow(
        responses,
        DeploymentEventsResponse.getDefaultInstance(),
        event -> DeploymentEventsResponse.newBuilder().setEvent(EventMapper.toProto(event)).build(),
        sink ->
            served
                .view()
                .deploymentEvents(
                    deployment(request.getDeployment()),
                    Read.notNegative("after", request.getAfter()),
                    sink));
  }

  @Override
  public void deploymentDelete(
      DeploymentDeleteRequest request, StreamObserver<DeploymentDeleteResponse> responses) {
    served.answer(
        responses,
        () -> {
          served
              .view()
              .deploymentDelete(
                  RegistryService.key(request.getKey()),
                  deployment(request.getDeployment()),
                  Read.notNegative("epoch", request.getEpoch()));
          return DeploymentDeleteResponse.getDefaultInstance();
        });
  }

  @Override
  public void deploymentList(
      DeploymentListRequest request, StreamObserver<DeploymentListResponse> responses) {
    served.answer(
        responses,
        () -> {
          DeploymentListResponse.Builder response = DeploymentListResponse.newBuilder();
          served.view().deploymentList().forEach(id -> response.addDeployments(id.value()));
          return response.build();
        });
  }

  private static DesiredDeployment desired(
      boolean present, DatacenterProto.DesiredDeployment desired) {
    return Read.required("desired", present, desired, DesiredMapper::fromProto);
  }

  private static DeploymentId deployment(String id) {
    return Read.field("deployment", id, DeploymentId::new);
  }
}
