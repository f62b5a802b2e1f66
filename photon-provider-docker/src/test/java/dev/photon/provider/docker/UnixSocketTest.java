package dev.photon.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {
  private static final InetSocketAddress ANY = new InetSocketAddress(0);

  private ServerSocketChannel server;
  private Socket client;
  private SocketChannel peer;

  @BeforeEach
  void connect(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    client = new UnixSocketFactory(path).createSocket();
    client.connect(ANY, 1000);
    peer = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    peer.close();
    server.close();
  }

  @Test
  void bytesPassBothWays() throws IOException {
    client.getOutputStream().write(new byte[] {1, 2, 3});
    ByteBuffer received = ByteBuffer.allocate(3);
    while (received.hasRemaining()) {
      peer.read(received);
    }
    assertThat(received.array()).containsExactly(1, 2, 3);

    peer.write(ByteBuffer.wrap(new byte[] {-1, 5}));
    assertThat(client.getInputStream().read()).isEqualTo(255);
    assertThat(client.getInputStream().read()).isEqualTo(5);
  }

  @Test
  void aReadGivesUpAfterItsTimeout() throws IOException {
    client.setSoTimeout(20);
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("20 ms");
    peer.write(ByteBuffer.wrap(new byte[] {7}));
    assertThat(client.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void aWriterThatMustWaitDoesNotStopTheReader() throws Exception {
    byte[] large = new byte[4 << 20];
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                client.getOutputStream().write(large);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    peer.write(ByteBuffer.wrap(new byte[] {9}));
    assertThat(client.getInputStream().read()).isEqualTo(9);
    assertThat(writing).isNotDone();

    ByteBuffer received = ByteBuffer.allocate(large.length);
    while (received.hasRemaining()) {
      peer.read(received);
    }
    writing.get(10, TimeUnit.SECONDS);
  }

  @Test
  void anEndOfOutputReachesThePeerAndAnswersStillArrive() throws IOException {
    client.shutdownOutput();
    assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    peer.write(ByteBuffer.wrap(new byte[] {4}));
    assertThat(client.getInputStream().read()).isEqualTo(4);
  }

  @Test
  void closingWakesAReader() throws Exception {
    CompletableFuture<Integer> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return client.getInputStream().read();
              } catch (IOException e) {
                return -2;
              }
            });
    client.close();
    assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(-2);
    assertThat(client.isClosed()).isTrue();
  }
}
