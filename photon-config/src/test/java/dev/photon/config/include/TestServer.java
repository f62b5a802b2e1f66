package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server on loopback that says what a test wants, be it HTTP or not, and knows who came. */
final class TestServer implements Closeable {
  /** Answers one request, given its head. Ends when the client goes, or the server closes. */
  interface Handler {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  /** One connection with a request on it. */
  record Exchange(String head, OutputStream out, Socket socket, CountDownLatch closing) {
    String path() {
      return head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    }

    void send(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }

    void send(String head, byte[] body) throws IOException {
      send("HTTP/1.1 200 OK\r\ncontent-length: " + body.length + "\r\n" + head + "\r\n");
      out.write(body);
      out.flush();
    }

    /** A pause in an answer; over at once when the server closes. */
    void pause() throws InterruptedException, IOException {
      if (closing.await(20, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed");
      }
    }
  }

  private final ServerSocket listener;
  private final Handler handler;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "test-server");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  TestServer(Handler handler) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), handler);
  }

  TestServer(ServerSocket listener, Handler handler) {
    this.listener = listener;
    this.handler = handler;
    threads.execute(this::accept);
  }

  /** Answers every request with 200 and this text. */
  static TestServer of(String text) throws IOException {
    return new TestServer(exchange -> exchange.send("", text.getBytes(ISO_8859_1)));
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.size();
  }

  /** The heads of the requests. */
  List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      for (String head = head(socket); !head.isEmpty(); head = head(socket)) {
        requests.add(head);
        handler.answer(new Exchange(head, out, socket, closing));
      }
    } catch (IOException | InterruptedException gone) {
      return; // the client went, or the server closes
    }
  }

  private static String head(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    for (Socket socket : connections) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
