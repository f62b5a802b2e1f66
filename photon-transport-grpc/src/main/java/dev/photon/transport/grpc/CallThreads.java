package dev.photon.transport.grpc;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import dev.photon.spi.api.ApiException;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that carry calls out. gRPC's own threads read calls and may not wait. A call is
 * handed over once, when all of it is there; quick ones are not. Of a stream each step is handed
 * over, in order. Thread-safe.
 */
final class CallThreads implements ServerInterceptor, ServerCallExecutorSupplier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallThreads.class);

  /** Enough to share commits; each more is one more to wake, on which nothing is warm. */
  private static final int THREADS = 32;

  /** Calls that are carried out or wait for it. */
  private static final int CALLS = 1024;

  private final Set<String> quick;
  private final ExecutorService threads;
  private final Semaphore room = new Semaphore(CALLS);

  private CallThreads(Set<String> quick, ExecutorService threads) {
    this.quick = quick;
    this.threads = threads;
  }

  /**
   * Threads for one server.
   *
   * @param quick the full names of calls that take no longer than handing them over
   */
  static CallThreads open(Set<String> quick) {
    return new CallThreads(quick, pool());
  }

  private static ExecutorService pool() {
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // bounded by the room for calls and for streams
            new ThreadFactoryBuilder().setNameFormat("photon-grpc-%d").setDaemon(true).build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public <Q, R> @Nullable Executor getExecutor(ServerCall<Q, R> call, Metadata metadata) {
    return isUnary(call) ? null : threads;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    ServerCall.Listener<Q> listener = next.startCall(call, headers);
    return isUnary(call) && !quick.contains(call.getMethodDescriptor().getFullMethodName())
        ? new HandedOver<>(call, listener)
        : listener;
  }

  private static boolean isUnary(ServerCall<?, ?> call) {
    return call.getMethodDescriptor().getType() == MethodType.UNARY;
  }

  /** Those that are carried out are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }

  private final class HandedOver<Q>
      extends ForwardingServerCallListener.SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;

    HandedOver(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onHalfClose() {
      if (!room.tryAcquire()) {
        refuse("busy", "too many calls are under way");
        return;
      }
      try {
        threads.execute(Context.current().wrap(this::carryOut));
      } catch (RejectedExecutionException e) {
        room.release();
        refuse("closing", "the server is being stopped");
      }
    }

    private void carryOut() {
      try {
        super.onHalfClose();
      } catch (RuntimeException e) {
        LOG.error("{} met a fault", Api.callName(call.getMethodDescriptor()), e);
        close(Errors.answer(e));
      } finally {
        room.release();
      }
    }

    private void refuse(String reason, String message) {
      close(
          new ApiException(
              ApiException.Status.UNAVAILABLE,
              reason,
              message,
              Optional.of("try again a little later")));
    }

    private void close(ApiException why) {
      call.close(Errors.status(why), Errors.trailers(why));
    }
  }
}
