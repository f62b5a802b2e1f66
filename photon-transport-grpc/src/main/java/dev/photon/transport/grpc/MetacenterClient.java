package dev.photon.transport.grpc;

import dev.photon.config.DatacenterName;
import dev.photon.config.EventType;
import dev.photon.config.ServiceName;
import dev.photon.spi.Subscription;
import dev.photon.spi.api.AcceptedAccess;
import dev.photon.spi.api.Access;
import dev.photon.spi.api.AccessRequest;
import dev.photon.spi.api.EventSink;
import dev.photon.spi.api.KeyProof;
import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.NotifyResult;
import dev.photon.spi.api.RequestKey;
import dev.photon.spi.api.Revision;
import dev.photon.spi.api.RevisionReceipt;
import dev.photon.transport.grpc.v1.MetacenterGrpc;
import dev.photon.transport.grpc.v1.MetacenterProto;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A metacenter, at the other end of a connection. */
final class MetacenterClient implements MetacenterApi {
  private final Peer peer;

  MetacenterClient(Peer peer) {
    this.peer = peer;
  }

  @Override
  public RevisionReceipt update(RequestKey key, Revision revision) {
    return peer.call(
        MetacenterGrpc.getUpdateMethod(),
        () ->
            MetacenterProto.UpdateRequest.newBuilder()
                .setKey(key.value())
                .setDocument(revision.document())
                .build(),
        MetacenterMapper::fromProto);
  }

  @Override
  public MetacenterStatus status() {
    return peer.call(
        MetacenterGrpc.getStatusMethod(),
        MetacenterProto.StatusRequest::getDefaultInstance,
        MetacenterMapper::fromProto);
  }

  @Override
  public Subscription events(long after, EventSink sink) {
    return peer.follow(
        MetacenterGrpc.getEventsMethod(),
        () -> MetacenterProto.EventsRequest.newBuilder().setAfter(after).build(),
        response ->
            Read.optional(
                "event", response.hasEvent(), response.getEvent(), EventMapper::fromProto),
        sink);
  }

  @Override
  public List<NotifyResult> notifyTargets(
      RequestKey key, Optional<String> target, EventType event) {
    return peer.call(
        MetacenterGrpc.getNotifyTargetsMethod(),
        () -> {
          MetacenterProto.NotifyTargetsRequest.Builder request =
              MetacenterProto.NotifyTargetsRequest.newBuilder()
                  .setKey(key.value())
                  .setEvent(ValueMapper.toProto(event));
          target.ifPresent(request::setTarget);
          return request.build();
        },
        MetacenterMapper::fromProto);
  }

  @Override
  public void delete(RequestKey key) {
    peer.call(
        MetacenterGrpc.getDeleteMethod(),
        () -> MetacenterProto.DeleteRequest.newBuilder().setKey(key.value()).build(),
        response -> response);
  }

  @Override
  public Access accessGrant(RequestKey key, AccessRequest request) {
    return peer.call(
        MetacenterGrpc.getAccessGrantMethod(),
        () -> AccessMapper.toProto(key, request),
        response ->
            Read.required(
                "access", response.hasAccess(), response.getAccess(), AccessMapper::fromProto));
  }

  @Override
  public List<Access> accessList() {
    return peer.call(
        MetacenterGrpc.getAccessListMethod(),
        MetacenterProto.AccessListRequest::getDefaultInstance,
        AccessMapper::fromProto);
  }

  @Override
  public void accessRevoke(RequestKey key, String email) {
    peer.call(
        MetacenterGrpc.getAccessRevokeMethod(),
        () ->
            MetacenterProto.AccessRevokeRequest.newBuilder()
                .setKey(key.value())
                .setEmail(email)
                .build(),
        response -> response);
  }

  @Override
  public AcceptedAccess accessAccept(RequestKey key, KeyProof accessKey) {
    return peer.call(
        MetacenterGrpc.getAccessAcceptMethod(),
        () ->
            MetacenterProto.AccessAcceptRequest.newBuilder()
                .setKey(key.value())
                .setAccessKey(ValueMapper.toProto(accessKey))
                .build(),
        response ->
            Read.required(
                "accepted",
                response.hasAccepted(),
                response.getAccepted(),
                AccessMapper::fromProto));
  }

  @Override
  public AcceptedAccess accessRenew(RequestKey key, KeyProof accessKey) {
    return peer.call(
        MetacenterGrpc.getAccessRenewMethod(),
        () ->
            MetacenterProto.AccessRenewRequest.newBuilder()
                .setKey(key.value())
                .setAccessKey(ValueMapper.toProto(accessKey))
                .build(),
        response ->
            Read.required(
                "accepted",
                response.hasAccepted(),
                response.getAccepted(),
                AccessMapper::fromProto));
  }

  @Override
  public List<X509Certificate> registerService(
      RequestKey key, ServiceName service, DatacenterName entry, KeyProof serviceKey) {
    return peer.call(
        MetacenterGrpc.getRegisterServiceMethod(),
        () ->
            MetacenterProto.RegisterServiceRequest.newBuilder()
                .setKey(key.value())
                .setService(service.value())
                .setDatacenter(entry.value())
                .setServiceKey(ValueMapper.toProto(serviceKey))
                .build(),
        response -> Read.field("chain", response.getChain(), ValueMapper::fromProto));
  }
}
