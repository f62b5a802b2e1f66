package dev.photon.transport.grpc;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that serve calls: virtual ones where the platform has them, else a bounded pool. */
final class CallThreads {
  private static final int THREADS = 64;
  private static final int WAITING = 65_536;

  private CallThreads() {}

  static ExecutorService open() {
    try {
      // Present from Java 21 on; the floor is 17.
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return pool();
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("Executors does not make its own executors", e);
    }
  }

  private static ExecutorService pool() {
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            new ThreadFactoryBuilder().setNameFormat("photon-grpc-%d").setDaemon(true).build());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
