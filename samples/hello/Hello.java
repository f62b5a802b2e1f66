import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Two services in one small program: {@code greeter} answers with a greeting, {@code web} asks the greeter and shows what it
 * said. Each names the node that answered. {@code dial} and {@code exit} are for trying things by hand.
 */
public final class Hello {
  private static final int MAX_GREETING = 4096;
  private static final int TIMEOUT_MILLIS = 2000;

  public static void main(String[] args) throws Exception {
    // Nodes come and go: never remember for long where they were.
    Security.setProperty("networkaddress.cache.ttl", "1");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
    System.setProperty("http.keepAlive", "false");
    String mode = args.length == 0 ? "" : args[0];
    switch (mode) {
      case "web" -> serve(80, exchange -> page(exchange, "greeter", 8080));
      case "greeter" -> serve(8080, Hello::greet);
      case "dial" -> dial(args[1], Integer.parseInt(args[2]));
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "warm-up" -> warmUp();
      default -> {
        System.err.println("usage: hello web|greeter|dial HOST PORT|exit STATUS");
        System.exit(2);
      }
    }
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private static HttpServer serve(int port, Answer answer) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(port), 64);
    server.createContext("/", exchange -> {
      try (exchange) {
        answer.to(exchange);
      }
    });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    server.setExecutor(threads);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, threads)));
    System.out.println(node() + ": listening on port " + server.getAddress().getPort());
    return server;
  }

  /** Answers what has been asked, and nothing more. */
  private static void stop(HttpServer server, ExecutorService threads) {
    threads.shutdown();
    try {
      threads.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
  }

  private static void greet(HttpExchange exchange) throws IOException {
    String greeting = System.getenv().getOrDefault("GREETING", "hello");
    send(exchange, 200, greeting + " from " + node() + "\n");
  }

  private static void page(HttpExchange exchange, String service, int port) throws IOException {
    String title = System.getenv().getOrDefault("TITLE", "Photon");
    String greeting;
    try {
      greeting = ask(service, port);
    } catch (IOException e) {
      System.out.println(node() + ": " + service + " does not answer: " + e);
      send(exchange, 502, "The " + service + " does not answer right now: " + e.getMessage() + "\n");
      return;
    }
    send(exchange, 200, title + "\n" + greeting + "served by " + node() + "\n");
  }

  /** Asks the nodes of a service, in any order, until one answers. */
  private static String ask(String service, int port) throws IOException {
    List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(service));
    Collections.shuffle(addresses);
    IOException last = new IOException("no address for " + service);
    for (InetAddress address : addresses) {
      String host = address.getHostAddress();
      String authority = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
      HttpURLConnection connection =
          (HttpURLConnection) URI.create("http://" + authority + "/").toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readNBytes(MAX_GREETING), StandardCharsets.UTF_8);
      } catch (IOException e) {
        last = e;
      } finally {
        connection.disconnect();
      }
    }
    throw last;
  }

  /** Tries to connect, as any program in this place would. */
  private static void dial(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), TIMEOUT_MILLIS);
      System.out.println("connected to " + socket.getRemoteSocketAddress());
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** The container's host name, which is the node's name. */
  private static String node() {
    return System.getenv().getOrDefault("HOSTNAME", "localhost");
  }

  /** Runs both services once, so that build-images learns which classes a start needs. */
  private static void warmUp() throws IOException {
    HttpServer greeter = serve(0, Hello::greet);
    int port = greeter.getAddress().getPort();
    HttpServer web = serve(0, exchange -> page(exchange, "localhost", port));
    System.out.print(ask("localhost", web.getAddress().getPort()));
    System.exit(0);
  }
}
