package dev.photon.config.include;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that behave. */
@Timeout(30)
class HttpDownloadsTest {
  private static final String FILE = "version: \"0.1\"\n";

  private final Internet internet = new Internet().name("files.example", Internet.PUBLIC);

  @Test
  void aFile() throws Exception {
    try (TestServer server = TestServer.of(FILE)) {
      Content content = downloads(IncludePolicy.standard()).read(address(server, "/a.yml?token=1"));

      assertThat(content).isEqualTo(Content.of(FILE.getBytes(UTF_8)));
      assertThat(internet.connected()).containsExactly(Internet.PUBLIC);
      assertThat(server.requests())
          .singleElement()
          .satisfies(
              head ->
                  assertThat(head.toLowerCase(Locale.ROOT))
                      .startsWith("get /a.yml?token=1 http/1.1")
                      .contains("user-agent: photon")
                      .doesNotContain("cookie", "authorization", "referer"));
    }
  }

  @Test
  void compressed() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FILE.getBytes(UTF_8));
    }
    try (TestServer server =
        new TestServer(
            exchange -> exchange.send("content-encoding: gzip\r\n", packed.toByteArray()))) {
      assertThat(text(downloads(IncludePolicy.standard()).read(address(server, "/"))))
          .isEqualTo(FILE);
    }
  }

  @Test
  void aSecondFileComesOverTheSameConnectionWithoutACookie() throws Exception {
    try (TestServer server =
        new TestServer(exchange -> exchange.send("set-cookie: a=b\r\n", FILE.getBytes(UTF_8)))) {
      HttpDownloads downloads = downloads(IncludePolicy.standard());
      downloads.read(address(server, "/a"));
      downloads.read(address(server, "/b"));

      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).hasSize(2).noneMatch(head -> head.contains("a=b"));
    }
  }

  @Test
  void redirects() throws Exception {
    try (TestServer server =
        new TestServer(
            exchange -> {
              switch (exchange.path()) {
                case "/d/1" -> redirect(exchange, 301, "2");
                case "/d/2" -> redirect(exchange, 302, "/3");
                case "/3" -> redirect(exchange, 303, "//files.example:" + port(exchange) + "/4");
                case "/4" -> redirect(exchange, 307, "?5");
                case "/4?5" ->
                    redirect(exchange, 308, "http://other.example:" + port(exchange) + "/6#x");
                default -> exchange.send("", FILE.getBytes(UTF_8));
              }
            })) {
      internet.name("other.example", "93.184.216.35");

      assertThat(text(downloads(IncludePolicy.standard()).read(address(server, "/d/1"))))
          .isEqualTo(FILE);
      assertThat(server.requests()).hasSize(6);
      assertThat(internet.connected()).containsExactly(Internet.PUBLIC, "93.184.216.35");
    }
  }

  private static int port(TestServer.Exchange exchange) {
    return exchange.socket().getLocalPort();
  }

  private static void redirect(TestServer.Exchange exchange, int code, String to)
      throws IOException {
    exchange.send(
        "HTTP/1.1 " + code + " Moved\r\nlocation: " + to + "\r\ncontent-length: 0\r\n\r\n");
  }

  @Test
  void overTls() throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("files.example").build();
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    HandshakeCertificates trusting =
        new HandshakeCertificates.Builder()
            .addTrustedCertificate(certificate.certificate())
            .build();
    try (TestServer server =
        new TestServer(
            own.sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            exchange -> {
              if (exchange.path().equals("/down")) {
                redirect(exchange, 302, "http://files.example:" + port(exchange) + "/?t=hunter2");
              } else {
                exchange.send("", FILE.getBytes(UTF_8));
              }
            })) {
      Remote file = address("https", server, "/a");
      HttpDownloads trusted =
          new HttpDownloads(
              IncludePolicy.standard(), DownloadListener.none(), internet.wire(trusting));
      assertThat(text(trusted.read(file))).isEqualTo(FILE);

      IncludeException away =
          catchThrowableOfType(
              IncludeException.class, () -> trusted.read(address("https", server, "/down")));
      assertThat(away.kind()).isEqualTo(Kind.BAD_REDIRECT);
      assertThat(away)
          .hasMessage(
              "https://files.example:%1$d/down redirects to http://files.example:%1$d/, away from https"
                  .formatted(server.port()));

      IncludeException untrusted =
          catchThrowableOfType(
              IncludeException.class, () -> downloads(IncludePolicy.standard()).read(file));
      assertThat(untrusted.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(untrusted).hasMessageStartingWith(file.text() + ": no trusted connection: ");

      internet.name("wrong.example", Internet.PUBLIC);
      IncludeException wrongName =
          catchThrowableOfType(
              IncludeException.class,
              () ->
                  trusted.read(
                      new Remote(URI.create("https://wrong.example:" + server.port() + "/a"))));
      assertThat(wrongName.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(wrongName)
          .hasMessageContaining(": no trusted connection: Hostname wrong.example not verified");
    }
  }

  @Test
  void aListenerFollowsADownload() throws Exception {
    List<String> told = new ArrayList<>();
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void begin(Remote address) {
            told.add("begin " + address.text());
          }

          @Override
          public void progress(Remote address, long bytes) {
            told.add("progress " + bytes);
          }

          @Override
          public void end(Remote address) {
            told.add("end " + address.text());
          }
        };
    try (TestServer server = TestServer.of("a".repeat(100_000))) {
      HttpDownloads downloads =
          new HttpDownloads(IncludePolicy.standard(), listener, internet.wire());
      Remote address = address(server, "/");
      downloads.read(address);
      assertThatThrownBy(() -> downloads.read(new Remote(URI.create("http://nowhere.example/"))))
          .isInstanceOf(IncludeException.class);

      assertThat(told)
          .startsWith("begin " + address.text())
          .contains("progress 100000")
          .endsWith(
              "end " + address.text(),
              "begin http://nowhere.example/",
              "end http://nowhere.example/");
    }
  }

  private HttpDownloads downloads(IncludePolicy policy) {
    return new HttpDownloads(policy, DownloadListener.none(), internet.wire());
  }

  private static Remote address(TestServer server, String path) {
    return address("http", server, path);
  }

  private static Remote address(String scheme, TestServer server, String path) {
    return new Remote(URI.create(scheme + "://files.example:" + server.port() + path));
  }

  private static String text(Content content) {
    return new String(content.toByteArray(), UTF_8);
  }
}
