package dev.photon.transport.grpc;

import org.jspecify.annotations.Nullable;

/** A message from outside that is not as its proto file says; it knows at which field. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String sentence;

  Malformed(String field, String sentence, @Nullable Throwable cause) {
    super(field + ": " + sentence, cause);
    this.field = field;
    this.sentence = sentence;
  }

  /** The same, seen from the message around it. */
  Malformed inside(String outer) {
    return new Malformed(outer + (field.startsWith("[") ? "" : ".") + field, sentence, this);
  }
}
