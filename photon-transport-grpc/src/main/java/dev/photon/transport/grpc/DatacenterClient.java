package dev.photon.transport.grpc;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.DatacenterApi;
import dev.photon.spi.api.DeploymentId;
import dev.photon.spi.api.DeploymentStatus;
import dev.photon.spi.api.DesiredDeployment;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.RequestKey;
import dev.photon.transport.grpc.v1.DatacenterGrpc;
import dev.photon.transport.grpc.v1.DatacenterProto;
import java.util.List;

/** A datacenter's agent, at the other end of a connection. */
final class DatacenterClient implements DatacenterApi {
  private final Peer peer;

  DatacenterClient(Peer peer) {
    this.peer = peer;
  }

  @Override
  public void deploymentCreate(RequestKey key, DesiredDeployment desired) {
    peer.call(
        DatacenterGrpc.getDeploymentCreateMethod(),
        () ->
            DatacenterProto.DeploymentCreateRequest.newBuilder()
                .setKey(key.value())
                .setDesired(DesiredMapper.toProto(desired))
                .build(),
        response -> response);
  }

  @Override
  public void deploymentUpdate(RequestKey key, DesiredDeployment desired) {
    peer.call(
        DatacenterGrpc.getDeploymentUpdateMethod(),
        () ->
            DatacenterProto.DeploymentUpdateRequest.newBuilder()
                .setKey(key.value())
                .setDesired(DesiredMapper.toProto(desired))
                .build(),
        response -> response);
  }

  @Override
  public DeploymentStatus deploymentStatus(DeploymentId id) {
    return peer.call(
        DatacenterGrpc.getDeploymentStatusMethod(),
        () ->
            DatacenterProto.DeploymentStatusRequest.newBuilder().setDeployment(id.value()).build(),
        response ->
            Read.required("part", response.hasPart(), response.getPart(), StatusMapper::fromProto));
  }

  @Override
  public Subscription deploymentEvents(DeploymentId id, long after, EventSink sink) {
    return peer.follow(
        DatacenterGrpc.getDeploymentEventsMethod(),
        () ->
            DatacenterProto.DeploymentEventsRequest.newBuilder()
                .setDeployment(id.value())
                .setAfter(after)
                .build(),
        response ->
            Read.optional(
                "event", response.hasEvent(), response.getEvent(), EventMapper::fromProto),
        sink);
  }

  @Override
  public void deploymentDelete(RequestKey key, DeploymentId id, long epoch) {
    peer.call(
        DatacenterGrpc.getDeploymentDeleteMethod(),
        () ->
            DatacenterProto.DeploymentDeleteRequest.newBuilder()
                .setKey(key.value())
                .setDeployment(id.value())
                .setEpoch(epoch)
                .build(),
        response -> response);
  }

  @Override
  public List<DeploymentId> deploymentList() {
    return peer.call(
        DatacenterGrpc.getDeploymentListMethod(),
        DatacenterProto.DeploymentListRequest::getDefaultInstance,
        response ->
            Read.each(
                "deployments",
                response.getDeploymentsList(),
                RegistryMapper.MANY,
                DeploymentId::new));
  }
}
