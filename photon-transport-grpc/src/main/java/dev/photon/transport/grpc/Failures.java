package dev.photon.transport.grpc;

import dev.photon.crypto.CertificateRejectedException;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Endpoint;
import io.grpc.Metadata;
import io.grpc.Status;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a client's caller is told when a call was not carried out. */
final class Failures {
  private static final String ALERT = "Received fatal alert: ";
  private static final String NO_TLS = "it does not speak TLS 1.3";

  private Failures() {}

  static ApiException of(
      Status status, @Nullable Metadata trailers, Endpoint peer, Duration deadline) {
    if (trailers != null) {
      Optional<ApiException> told = Errors.detail(trailers);
      if (told.isPresent()) {
        return told.get();
      }
    }
    String address = peer.address();
    if (isBrokenOff(status)) {
      return connection(status, address);
    }
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED ->
          failure(
              ApiException.Status.TIMED_OUT,
              "deadline",
              "no answer from " + address + " within " + deadline.toMillis() + " ms");
      case UNAVAILABLE -> connection(status, address);
      case RESOURCE_EXHAUSTED ->
          failure(
              ApiException.Status.EXHAUSTED,
              "too-large",
              "a message to or from " + address + " is larger than 4 MiB");
      case UNIMPLEMENTED ->
          failure(
              ApiException.Status.UNIMPLEMENTED,
              "unimplemented",
              address + " does not know the call");
      case CANCELLED ->
          failure(ApiException.Status.UNAVAILABLE, "cancelled", "the call was given up");
      default ->
          failure(
              ApiException.Status.INTERNAL,
              "internal",
              address + " answered with " + status.getCode().name().toLowerCase(Locale.ROOT));
    };
  }

  /**
   * Whether a connection ended in the middle of a call: then the status is made here, not told by
   * the peer, and has its cause, or says that a message was cut off.
   */
  private static boolean isBrokenOff(Status status) {
    return switch (status.getCode()) {
      case UNKNOWN -> status.getCause() != null;
      case INTERNAL ->
          String.valueOf(status.getDescription()).startsWith("Encountered end-of-stream");
      default -> false;
    };
  }

  private static ApiException connection(Status status, String address) {
    for (Throwable cause = status.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateRejectedException rejected) {
        return failure(
            ApiException.Status.UNAUTHENTICATED,
            ApiException.PEER_REJECTED,
            address + " is not trusted: " + rejected.getMessage());
      }
      if (cause instanceof SSLException && text(cause).startsWith(ALERT)) {
        String alert = text(cause).substring(ALERT.length());
        if (alert.equals("protocol_version")) {
          return unreachable(address, NO_TLS);
        }
        if (alert.equals("handshake_failure")) {
          return unreachable(address, "nobody there answers to the name asked for");
        }
        return failure(
            ApiException.Status.UNAUTHENTICATED,
            ApiException.REJECTED_BY_PEER,
            address + " did not accept this side's certificate, or its lack (" + alert + ")");
      }
      if (cause instanceof UnknownHostException) {
        return unreachable(address, "no such host");
      }
      if (cause instanceof ConnectException) {
        return unreachable(address, "connection refused");
      }
      if (cause instanceof SSLException && cause.getCause() == null) {
        return unreachable(address, NO_TLS);
      }
    }
    return unreachable(address, "the connection broke");
  }

  private static ApiException unreachable(String address, String why) {
    return new ApiException(
        ApiException.Status.UNAVAILABLE,
        "unreachable",
        "cannot reach " + address + ": " + why,
        Optional.of("check that it runs, and that host and port are right"));
  }

  private static ApiException failure(ApiException.Status status, String reason, String message) {
    return new ApiException(status, reason, message);
  }

  private static String text(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }
}
