package dev.photon.transport.grpc;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.Epoll;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read and write the connections of servers: one a processor, since they never
 * wait for anything else. There are none before the first server. Thread-safe.
 */
final class EventLoops implements AutoCloseable {
  private static final long END_SECONDS = 1;

  private @Nullable EventLoopGroup group;

  synchronized NettyServerBuilder serve(NettyServerBuilder server) {
    EventLoopGroup loops = group == null ? open() : group;
    group = loops;
    return server
        .bossEventLoopGroup(loops)
        .workerEventLoopGroup(loops)
        .channelType(
            Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
  }

  private static EventLoopGroup open() {
    return new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(),
        new ThreadFactoryBuilder().setNameFormat("photon-grpc-io-%d").setDaemon(true).build(),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  /** Does not wait for them; servers are closed before. */
  @Override
  public synchronized void close() {
    if (group != null) {
      var unused = group.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS);
    }
  }
}
