package dev.photon.spi.api;

import java.util.Optional;

/**
 * The answer of a call that was not carried out. {@link #reason()} is stable and meant for
 * programs, the message for people; {@link #hint()} says what to try.
 */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The reason that transports give when the peer's certificate was not accepted here. */
  public static final String PEER_REJECTED = "peer-rejected";

  /** The reason that a registry gives who has a certificate of it and is not known there. */
  public static final String NOT_REGISTERED = "not-registered";

  /** The reason that transports give when the peer did not accept our certificate. */
  public static final String REJECTED_BY_PEER = "rejected-by-peer";

  /** What kind of answer this is; the caller acts on it. */
  public enum Status {
    /** The request is wrong; repeating it does not help. */
    INVALID,
    /** The caller has proven no identity, or one that is not accepted. */
    UNAUTHENTICATED,
    /** The caller may not do this. */
    DENIED,
    /** There is no such thing, or it is not the caller's. */
    NOT_FOUND,
    /** It clashes with what is there: another name, epoch or revision. */
    CONFLICT,
    /** No room, or over a quota. */
    EXHAUSTED,
    /** The peer does not answer; the call may or may not have been carried out: repeat it. */
    UNAVAILABLE,
    /** No answer within the deadline; the call may or may not have been carried out: repeat it. */
    TIMED_OUT,
    /** This build does not carry the call out. */
    UNIMPLEMENTED,
    /** A fault of the peer. */
    INTERNAL
  }

  private final Status status;
  private final String reason;
  private final transient Optional<String> hint;

  public ApiException(Status status, String reason, String message) {
    this(status, reason, message, Optional.empty());
  }

  public ApiException(Status status, String reason, String message, Optional<String> hint) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.hint = hint;
  }

  /** The answer of a call that this build does not carry out. */
  public static ApiException unimplemented(String call) {
    return new ApiException(
        Status.UNIMPLEMENTED, "unimplemented", call + " is not carried out by this build");
  }

  /** The same answer with what to try, if it has said nothing of that. */
  public ApiException withHint(String advice) {
    ApiException hinted =
        new ApiException(
            status, reason, String.valueOf(getMessage()), hint().or(() -> Optional.of(advice)));
    hinted.initCause(this);
    return hinted;
  }

  public Status status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public Optional<String> hint() {
    return hint == null ? Optional.empty() : hint;
  }

  /** Whether the same call, repeated with the same key, may succeed. */
  public boolean retryable() {
    return status == Status.UNAVAILABLE || status == Status.TIMED_OUT;
  }
}
