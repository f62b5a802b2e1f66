package dev.photon.transport.grpc;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import io.grpc.Context;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** An API that is served: gives each call its view, and ends it with an answer. Thread-safe. */
final class Served<A> {
  /** Who makes the call of this context. */
  static final Context.Key<Caller> CALLER = Context.key("photon-caller");

  /** What that one has proven. */
  static final Context.Key<PeerProof> PROOF = Context.key("photon-call-proof");

  private final Function<Caller, ? extends A> views;
  private final Map<EventFeed<?>, PeerProof> feeds = new ConcurrentHashMap<>();

  Served(Function<Caller, ? extends A> views) {
    this.views = views;
  }

  /** The view of the call that this thread serves. */
  A view() {
    return views.apply(CALLER.get());
  }

  /** Ends a call with what the work returns or throws. */
  <R> void answer(StreamObserver<R> responses, Supplier<R> work) {
    R response;
    try {
      response = Messages.bounded(work.get());
    } catch (RuntimeException e) {
      ApiException answer = Errors.answer(e);
      responses.onError(Errors.status(answer).asRuntimeException(Errors.trailers(answer)));
      return;
    }
    responses.onNext(response);
    responses.onCompleted();
  }

  /** Begins a stream of events; {@code begun} is the message that says so. */
  <R> void follow(
      StreamObserver<R> responses,
      R begun,
      Function<Event, R> encode,
      Function<EventSink, Subscription> subscribe) {
    var feed =
        new EventFeed<>((ServerCallStreamObserver<R>) responses, begun, encode, feeds::remove);
    feeds.put(feed, PROOF.get());
    feed.open(subscribe);
  }

  /** Ends all streams. */
  void endStreams(ApiException cause) {
    List.copyOf(feeds.keySet()).forEach(feed -> feed.cut(cause));
  }

  /** Ends the streams of those whose certificate does not count any more. */
  void recheckStreams() {
    feeds.forEach((feed, proof) -> proof.refusal().ifPresent(feed::cut));
  }
}
