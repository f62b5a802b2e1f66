package dev.photon.provider.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers as the test says, to show what no real engine does. */
final class FakeEngine implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();

  record Answer(int status, String body) {}

  FakeEngine(String newestApi, String oldestApi) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    answer(
        "/version",
        200,
        "{\"ApiVersion\":\"%s\",\"MinAPIVersion\":\"%s\"}".formatted(newestApi, oldestApi));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  EngineAddress address() {
    return new EngineAddress.Tcp("127.0.0.1", server.getAddress().getPort());
  }

  /** Sets the answer to every call whose path ends so. */
  void answer(String pathEnd, int status, String body) {
    answers.put(pathEnd, new Answer(status, body));
  }

  /** The paths that were asked for, in order. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      Answer answer =
          answers.entrySet().stream()
              .filter(entry -> path.endsWith(entry.getKey()))
              .map(java.util.Map.Entry::getValue)
              .findFirst()
              .orElse(new Answer(404, "{\"message\":\"page not found\"}"));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
