package dev.photon.transport.grpc;

import dev.photon.spi.api.MetacenterApi;
import dev.photon.spi.api.Revision;
import dev.photon.transport.grpc.v1.MetacenterGrpc;
import dev.photon.transport.grpc.v1.MetacenterProto.DeleteRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.DeleteResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.EventsRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.EventsResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.NotifyTargetsRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.NotifyTargetsResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.StatusRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.StatusResponse;
import dev.photon.transport.grpc.v1.MetacenterProto.UpdateRequest;
import dev.photon.transport.grpc.v1.MetacenterProto.UpdateResponse;
import io.grpc.stub.StreamObserver;

/** Serves metacenters. */
final class MetacenterService extends MetacenterGrpc.MetacenterImplBase {
  private static final int TARGET = 100;

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
}
