package dev.photon.core.gateway;

import dev.photon.spi.api.NodeAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A node that says its name, and then whatever it is told. */
final class EchoNode implements AutoCloseable {
  private final String name;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  EchoNode(String name) throws IOException {
    this.name = name;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  NodeAddress address() {
    return new NodeAddress(80, "127.0.0.1", listener.getLocalPort());
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket guest = listener.accept();
        threads.execute(() -> echo(guest));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void echo(Socket guest) {
    try (guest;
        InputStream in = guest.getInputStream();
        OutputStream out = guest.getOutputStream()) {
      out.write((name + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      in.transferTo(out);
    } catch (IOException e) {
      // The other side is gone; there is nobody to tell.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
