package dev.photon.transport.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.photon.spi.api.ApiException;
import dev.photon.transport.grpc.v1.ValuesProto;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How an {@link ApiException} travels: in the trailer {@code photon-error-bin}. */
final class Errors {
  /** What clients accept of headers and trailers, in bytes: the longest message in Base64 fits. */
  static final int METADATA = 256 * 1024;

  static final Metadata.Key<byte[]> DETAIL =
      Metadata.Key.of("photon-error-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
  private static final int MESSAGE = 48 * 1024;
  private static final int HINT = 4 * 1024;
  private static final int REASON = 64;
  private static final int DESCRIPTION = 200;

  private Errors() {}

  /** What a call answers that ended in an exception; faults are logged here and not told. */
  static ApiException answer(RuntimeException thrown) {
    if (thrown instanceof ApiException e) {
      return e;
    }
    if (thrown instanceof Malformed e) {
      return new ApiException(
          ApiException.Status.INVALID, "malformed", "the request's field " + e.getMessage());
    }
    LOG.error("a call ended in a fault", thrown);
    return new ApiException(
        ApiException.Status.INTERNAL, "internal", "the peer had a fault; its log says more");
  }

  /** Ends a call with an error. */
  static void close(ServerCall<?, ?> call, ApiException why) {
    call.close(status(why), trailers(why));
  }

  /** There is too much of something for now. */
  static ApiException busy(String message) {
    return new ApiException(
        ApiException.Status.UNAVAILABLE, "busy", message, Optional.of("try again a little later"));
  }

  /** The nearest status of gRPC, for clients that do not read the trailer. */
  static Status status(ApiException e) {
    Status.Code code =
        switch (e.status()) {
          case INVALID -> Status.Code.INVALID_ARGUMENT;
          case UNAUTHENTICATED -> Status.Code.UNAUTHENTICATED;
          case DENIED -> Status.Code.PERMISSION_DENIED;
          case NOT_FOUND -> Status.Code.NOT_FOUND;
          case CONFLICT -> Status.Code.FAILED_PRECONDITION;
          case EXHAUSTED -> Status.Code.RESOURCE_EXHAUSTED;
          case UNAVAILABLE -> Status.Code.UNAVAILABLE;
          case TIMED_OUT -> Status.Code.DEADLINE_EXCEEDED;
          case UNIMPLEMENTED -> Status.Code.UNIMPLEMENTED;
          case INTERNAL -> Status.Code.INTERNAL;
        };
    return code.toStatus().withDescription(bounded(message(e), DESCRIPTION));
  }

  static Metadata trailers(ApiException e) {
    ValuesProto.Error.Builder error =
        ValuesProto.Error.newBuilder()
            .setStatus(ValuesProto.Error.Status.valueOf("STATUS_" + e.status().name()))
            .setReason(bounded(e.reason(), REASON))
            .setMessage(bounded(message(e), MESSAGE));
    e.hint().ifPresent(hint -> error.setHint(bounded(hint, HINT)));
    Metadata trailers = new Metadata();
    trailers.put(DETAIL, error.build().toByteArray());
    return trailers;
  }

  /** What the trailer says, if there is one that can be read. */
  static Optional<ApiException> detail(Metadata trailers) {
    byte[] bytes = trailers.get(DETAIL);
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      ValuesProto.Error error = ValuesProto.Error.parseFrom(bytes);
      return Optional.of(
          new ApiException(
              Read.constant("status", ApiException.Status.class, "STATUS_", error.getStatus()),
              error.getReason(),
              error.getMessage(),
              error.hasHint() ? Optional.of(error.getHint()) : Optional.empty()));
    } catch (InvalidProtocolBufferException | Malformed e) {
      LOG.debug("an error's trailer cannot be read", e);
      return Optional.empty();
    }
  }

  private static String message(ApiException e) {
    String message = e.getMessage();
    return message == null ? e.status().name().toLowerCase(Locale.ROOT) : message;
  }

  /** The text in at most so many bytes of UTF-8. */
  private static String bounded(String text, int most) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
      return text;
    }
    int end = Math.min(text.length(), most - 3);
    while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > most - 3) {
      end -= Math.max(1, end / 16);
    }
    return text.substring(0, end) + "…";
  }
}
