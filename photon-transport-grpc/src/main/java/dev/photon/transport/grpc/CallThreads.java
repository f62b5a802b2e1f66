package dev.photon.transport.grpc;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.Context;
import io.grpc.ForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that carry calls out. gRPC's own threads read calls and may not wait. A call is
 * handed over once, when all of it is there; quick ones are not. Of a stream each step is handed
 * over, in order. Thread-safe.
 */
final class CallThreads implements ServerInterceptor, ServerCallExecutorSupplier, AutoCloseable {
  /** Enough to share commits; each more is one more to wake, on which nothing is warm. */
  private static final int THREADS = 32;

  /** Calls that are carried out or wait for it. */
  private static final int CALLS = 1024;

  private final Set<String> quick;
  private final ExecutorService threads = pool();
  private final Semaphore room = new Semaphore(CALLS);

  /**
   * Threads for one server.
   *
   * @param quick the full names of calls that take no longer than handing them over
   */
  CallThreads(Set<String> quick) {
    this.quick = quick;
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

  static boolean isUnary(ServerCall<?, ?> call) {
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
        Errors.close(call, Errors.busy("too many calls are under way"));
        return;
      }
      try {
        threads.execute(Context.current().wrap(this::carryOut));
      } catch (RejectedExecutionException e) {
        room.release();
        Errors.close(call, GrpcServer.closing());
      }
    }

    private void carryOut() {
      try {
        super.onHalfClose();
      } catch (RuntimeException e) {
        Errors.close(call, Errors.answer(e));
      } finally {
        room.release();
      }
    }
  }
}
