package dev.photon.transport.grpc;

import dev.photon.spi.TransportProvider;
import dev.photon.spi.api.ApiException;
import dev.photon.spi.api.Caller;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls in whose caller is proven, and not too many streams at a time. Whom it refuses never
 * comes to the guard behind it, so the line of the audit log is written here.
 */
final class Gatekeeper extends ServerTransportFilter implements ServerInterceptor {
  private static final Logger AUDIT = LoggerFactory.getLogger("dev.photon.audit");
  private static final Attributes.Key<PeerProof> PROOF = Attributes.Key.create("photon-proof");
  private static final int STREAMS = 20_000;

  private final TransportProvider.Context context;
  private final Set<String> open;
  private final Semaphore streams = new Semaphore(STREAMS);

  /**
   * A gatekeeper.
   *
   * @param open the calls that need no identity
   */
  Gatekeeper(TransportProvider.Context context, Set<String> open) {
    this.context = context;
    this.open = open;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    SSLSession session = attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      throw new IllegalStateException("a connection without TLS");
    }
    return attributes.toBuilder().set(PROOF, new PeerProof(session, context)).build();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    if (CallThreads.isUnary(call)) {
      return letIn(call, headers, next);
    }
    if (!streams.tryAcquire()) {
      return refuse(call, Errors.busy("too many streams are open"));
    }
    return new Releasing<>(letIn(call, headers, next), streams::release);
  }

  private <Q, R> ServerCall.Listener<Q> letIn(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    PeerProof proof = proof(call);
    Caller caller;
    try {
      caller = prove(call, proof);
    } catch (RuntimeException e) {
      ApiException why = Errors.answer(e);
      audit(call, why);
      return refuse(call, why);
    }
    return Contexts.interceptCall(
        Context.current().withValue(Served.CALLER, caller).withValue(Served.PROOF, proof),
        new Explaining<>(call),
        headers,
        next);
  }

  private static PeerProof proof(ServerCall<?, ?> call) {
    PeerProof proof = call.getAttributes().get(PROOF);
    if (proof == null) {
      throw new IllegalStateException("a connection without a proof");
    }
    return proof;
  }

  private Caller prove(ServerCall<?, ?> call, PeerProof proof) {
    Caller caller = proof.caller();
    if (caller.identity().isEmpty()
        && !open.contains(call.getMethodDescriptor().getFullMethodName())) {
      throw new ApiException(
          ApiException.Status.UNAUTHENTICATED,
          "no-certificate",
          call.getMethodDescriptor().getBareMethodName() + " needs a client certificate",
          Optional.of("register an account first"));
    }
    return caller;
  }

  private static void audit(ServerCall<?, ?> call, ApiException why) {
    AUDIT.info(
        "refused {} to nobody from {}: {} ({})",
        Api.callName(call.getMethodDescriptor()),
        call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR),
        why.reason(),
        why.getMessage());
  }

  private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, ApiException why) {
    Errors.close(call, why);
    return new ServerCall.Listener<>() {};
  }

  /** Says of calls that nobody implements what every other error says. */
  private static final class Explaining<Q, R>
      extends ForwardingServerCall.SimpleForwardingServerCall<Q, R> {
    Explaining(ServerCall<Q, R> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (status.getCode() == Status.Code.UNIMPLEMENTED && !trailers.containsKey(Errors.DETAIL)) {
        ApiException why =
            ApiException.unimplemented(String.valueOf(getMethodDescriptor().getBareMethodName()));
        super.close(Errors.status(why), Errors.trailers(why));
      } else {
        super.close(status, trailers);
      }
    }
  }

  /** Makes room for another call; gRPC ends every call with exactly one of the two. */
  private static final class Releasing<Q>
      extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
    private final Runnable release;

    Releasing(ServerCall.Listener<Q> listener, Runnable release) {
      super(listener);
      this.release = release;
    }

    @Override
    public void onComplete() {
      release.run();
      super.onComplete();
    }

    @Override
    public void onCancel() {
      release.run();
      super.onCancel();
    }
  }
}
