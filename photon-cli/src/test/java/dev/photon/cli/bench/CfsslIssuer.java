package dev.photon.cli.bench;

import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@code cfssl serve} with an authority on the same curve and certificates for the same use and
 * time; over plain HTTP, and without a memory of what it has issued, as it is by default.
 */
final class CfsslIssuer implements Issuer, AutoCloseable {
  private static final int REQUESTS = 256;
  private static final String AUTHORITY =
      "{\"CN\": \"bench\", \"key\": {\"algo\": \"ecdsa\", \"size\": 256}}";
  private static final String PROFILE =
      "{\"signing\": {\"default\": {\"usages\": [\"digital signature\", \"client auth\"],"
          + " \"expiry\": \"2160h\"}}}";

  private final ServerProcess server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<HttpRequest> requests = new ArrayList<>();

  private CfsslIssuer(ServerProcess server, int port) {
    this.server = server;
    for (int i = 0; i < REQUESTS; i++) {
      requests.add(request(port));
    }
  }

  static CfsslIssuer start(Path folder) throws Exception {
    Path authority = Files.writeString(folder.resolve("authority.json"), AUTHORITY);
    Path profile = Files.writeString(folder.resolve("profile.json"), PROFILE);
    run(
        folder,
        "cfssl gencert -initca '" + authority + "' | cfssljson -bare '" + folder + "/authority'");
    int port = freePort();
    ServerProcess server =
        ServerProcess.start(
            folder.resolve("cfssl.log"),
            List.of(
                "cfssl",
                "serve",
                "-address=127.0.0.1",
                "-port=" + port,
                "-ca=" + folder.resolve("authority.pem"),
                "-ca-key=" + folder.resolve("authority-key.pem"),
                "-config=" + profile,
                "-loglevel=3"));
    CfsslIssuer issuer = new CfsslIssuer(server, port);
    issuer.awaitStart();
    return issuer;
  }

  private static void run(Path folder, String command) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("gencert.log").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException("cfssl made no authority; " + folder.resolve("gencert.log"));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws Exception {
    while (true) {
      try {
        issue(0);
        return;
      } catch (IOException e) {
        if (!server.isAlive()) {
          throw e;
        }
      }
    }
  }

  private static HttpRequest request(int port) {
    byte[] nonce = new byte[32];
    ThreadLocalRandom.current().nextBytes(nonce);
    byte[] der = SigningRequest.create(Keys.generate(), nonce).encoded();
    String pem =
        "-----BEGIN CERTIFICATE REQUEST-----\\n"
            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der)
                .replace("\n", "\\n")
            + "\\n-----END CERTIFICATE REQUEST-----\\n";
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/cfssl/sign"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"certificate_request\": \"" + pem + "\"}"))
        .build();
  }

  @Override
  public String name() {
    return "cfssl serve, sign";
  }

  @Override
  public ServerProcess server() {
    return server;
  }

  @Override
  public void prepare(int certificates) {
    // A request may be signed again.
  }

  @Override
  public boolean issue(int asking) throws Exception {
    HttpRequest request = requests.get(ThreadLocalRandom.current().nextInt(REQUESTS));
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().contains("BEGIN CERTIFICATE")) {
      throw new IllegalStateException("cfssl has not signed: " + response.body());
    }
    return true;
  }

  @Override
  public void close() {
    server.close();
  }
}
