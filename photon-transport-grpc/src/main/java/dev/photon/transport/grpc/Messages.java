package dev.photon.transport.grpc;

import com.google.protobuf.MessageLite;
import dev.photon.spi.api.ApiException;

/** The bound of a message. */
final class Messages {
  /** In bytes. */
  static final int LARGEST = 4 * 1024 * 1024;

  private Messages() {}

  /** The message, unless it is too large to be sent. */
  static <M> M bounded(M message) {
    int size = ((MessageLite) message).getSerializedSize();
    if (size > LARGEST) {
      throw new ApiException(
          ApiException.Status.INVALID,
          "too-large",
          "the message has " + size + " bytes, more than the " + LARGEST + " that are carried");
    }
    return message;
  }
}
