package dev.photon.crypto;

import java.nio.ByteBuffer;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Lets two TLS engines talk to each other in memory, with a little data both ways at the end. */
final class EngineHandshake {
  private static final int MAX_ROUNDS = 200;

  private final SSLEngine client;
  private final SSLEngine server;
  private final ByteBuffer toServer = ByteBuffer.allocate(1 << 18);
  private final ByteBuffer toClient = ByteBuffer.allocate(1 << 18);
  private int readByClient;
  private int readByServer;

  private EngineHandshake(SSLEngine client, SSLEngine server) {
    this.client = client;
    this.server = server;
  }

  /** What the side that refused has thrown; empty if data went both ways. */
  static Optional<SSLException> run(SSLEngine client, SSLEngine server) {
    client.setUseClientMode(true);
    server.setUseClientMode(false);
    try {
      new EngineHandshake(client, server).run();
      return Optional.empty();
    } catch (SSLException e) {
      return Optional.of(e);
    }
  }

  /** The first rejection among the causes. */
  static Optional<CertificateRejectedException> rejection(Optional<SSLException> refusal) {
    Optional<? extends Throwable> cause = refusal;
    while (cause.isPresent()) {
      if (cause.get() instanceof CertificateRejectedException rejected) {
        return Optional.of(rejected);
      }
      cause = Optional.ofNullable(cause.get().getCause());
    }
    return Optional.empty();
  }

  private void run() throws SSLException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      write(client, toServer);
      readByServer += read(server, toServer);
      write(server, toClient);
      readByClient += read(client, toClient);
      if (readByClient > 0 && readByServer > 0) {
        return;
      }
    }
    throw new SSLException("the engines do not come to an end");
  }

  /** Writes one byte of data, or whatever the handshake wants to say first. */
  private static void write(SSLEngine engine, ByteBuffer out) throws SSLException {
    runTasks(engine);
    if (engine.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
      SSLEngineResult result;
      do {
        result = engine.wrap(ByteBuffer.wrap(new byte[] {1}), out);
        runTasks(engine);
      } while (result.bytesProduced() > 0
          && result.bytesConsumed() == 0
          && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP);
    }
  }

  private static int read(SSLEngine engine, ByteBuffer in) throws SSLException {
    ByteBuffer data = ByteBuffer.allocate(1 << 15);
    in.flip();
    SSLEngineResult result;
    do {
      result = engine.unwrap(in, data);
      runTasks(engine);
    } while (result.bytesConsumed() > 0
        && in.hasRemaining()
        && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP);
    in.compact();
    return data.position();
  }

  private static void runTasks(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
