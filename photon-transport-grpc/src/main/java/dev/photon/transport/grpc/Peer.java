package dev.photon.transport.grpc;

import dev.photon.spi.Subscription;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import dev.photon.spi.api.Event;
import dev.photon.spi.api.EventSink;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the calls of the clients of one peer. Thread-safe. */
final class Peer {
  private final Endpoint endpoint;
  private final Connection connection;
  private final Duration deadline;

  Peer(Endpoint endpoint, Connection connection, Duration deadline) {
    this.endpoint = endpoint;
    this.connection = connection;
    this.deadline = deadline;
  }

  /** Calls and waits for the answer, at most until the deadline. */
  <Q, R, T> T call(
      MethodDescriptor<Q, R> method, Supplier<Q> request, Function<? super R, T> read) {
    Q message = encoded(request);
    R response;
    try {
      CallOptions options =
          CallOptions.DEFAULT.withDeadlineAfter(deadline.toNanos(), TimeUnit.NANOSECONDS);
      response = ClientCalls.blockingUnaryCall(connection.channel(), method, options, message);
    } catch (StatusRuntimeException e) {
      throw failed(Failures.of(e.getStatus(), e.getTrailers(), endpoint, deadline));
    }
    try {
      return read.apply(response);
    } catch (Malformed | IllegalArgumentException e) {
      throw malformed(e);
    }
  }

  /** Opens a stream of events and waits until the peer has begun it, at most until the deadline. */
  <Q, R> Subscription follow(
      MethodDescriptor<Q, R> method,
      Supplier<Q> request,
      Function<? super R, Optional<Event>> read,
      EventSink sink) {
    Q message = encoded(request);
    var reader =
        new EventReader<Q, R>(
            connection.channel().newCall(method, CallOptions.DEFAULT),
            response -> {
              try {
                return read.apply(response);
              } catch (Malformed | IllegalArgumentException e) {
                throw malformed(e);
              }
            },
            (status, trailers) -> failed(Failures.of(status, trailers, endpoint, deadline)),
            sink);
    reader.open(message, deadline);
    return reader;
  }

  private static <Q> Q encoded(Supplier<Q> request) {
    try {
      return Messages.bounded(request.get());
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ApiException.Status.INVALID, "malformed", "the request cannot be sent: " + message(e));
    }
  }

  /** A peer that does not accept who we are may accept who we are by now. */
  private ApiException failed(ApiException e) {
    if (e.status() == ApiException.Status.UNAUTHENTICATED) {
      connection.renew();
    }
    return e;
  }

  private ApiException malformed(RuntimeException e) {
    return new ApiException(
        ApiException.Status.INTERNAL,
        "malformed",
        "the answer of " + endpoint.address() + " cannot be read: " + message(e));
  }

  private static String message(RuntimeException e) {
    return String.valueOf(e.getMessage());
  }
}
