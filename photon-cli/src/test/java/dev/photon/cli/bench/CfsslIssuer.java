package dev.photon.cli.bench;

import dev.photon.crypto.Keys;
import dev.photon.crypto.SigningRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Signs at a {@code cfssl serve}, over connections that are kept, requests that were made before.
 */
final class CfsslIssuer implements Issuer, AutoCloseable {
  private static final int REQUESTS = 256;

  private final String name;
  private final ServerProcess server;
  private final HttpClient client;
  private final List<HttpRequest> requests;

  CfsslIssuer(String name, ServerProcess server, HttpClient client, URI sign) {
    this.name = name;
    this.server = server;
    this.client = client;
    this.requests = Stream.generate(() -> request(sign)).limit(REQUESTS).toList();
  }

  private static HttpRequest request(URI sign) {
    byte[] nonce = new byte[32];
    ThreadLocalRandom.current().nextBytes(nonce);
    byte[] der = SigningRequest.create(Keys.generate(), nonce).encoded();
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(der)
            .replace("\n", "\\n");
    String body =
        "{\"certificate_request\": \"-----BEGIN CERTIFICATE REQUEST-----\\n"
            + lines
            + "\\n-----END CERTIFICATE REQUEST-----\\n\"}";
    return HttpRequest.newBuilder(sign)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** Returns when it has signed for the first time. */
  void awaitStart() throws Exception {
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

  @Override
  public String name() {
    return name;
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
  public boolean issue(int caller) throws Exception {
    HttpRequest request = requests.get(ThreadLocalRandom.current().nextInt(REQUESTS));
    HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200 || !response.body().contains("BEGIN CERTIFICATE")) {
      throw new IllegalStateException(name + " has not signed: " + response.body());
    }
    return true;
  }

  @Override
  public void close() {
    server.close();
  }
}
