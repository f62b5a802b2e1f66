package dev.photon.config.include;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import dev.photon.config.include.TestServer.Exchange;
import dev.photon.config.include.TestServer.Handler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a file from a server that a test brings, and looks at the error. */
final class Refusals {
  static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/yaml\r\n";

  static final IncludePolicy HASTY = IncludePolicy.standard().withPatience(Duration.ofMillis(800));
  static final IncludePolicy PATIENT =
      IncludePolicy.standard().withPatience(Duration.ofSeconds(15));

  private Refusals() {}

  /** The file is asked for with a secret in its query; the error has one line and no secret. */
  static void refused(Handler handler, IncludePolicy policy, Kind kind, String message)
      throws Exception {
    try (TestServer server = new TestServer(handler)) {
      Remote address = address(server);
      AtomicLong read = new AtomicLong();
      DownloadListener listener =
          new DownloadListener() {
            @Override
            public void progress(Remote asked, long bytes) {
              read.set(bytes);
            }
          };
      HttpDownloads downloads =
          new HttpDownloads(
              policy, listener, new Internet().name("files.example", Internet.PUBLIC).wire());
      IncludeException e =
          catchThrowableOfType(IncludeException.class, () -> downloads.read(address));

      assertThat(e.getMessage())
          .startsWith("http://files.example:" + server.port() + "/")
          .endsWith(message)
          .doesNotContain("hunter2", "Exception", "\n");
      assertThat(e.kind()).isEqualTo(kind);
      assertThat(read).hasValueLessThanOrEqualTo(policy.maxBytes());
      assertThat(server.connections()).isPositive();
    }
  }

  static void redirect(Exchange exchange, String location) throws IOException {
    exchange.send("HTTP/1.1 302 Found\r\nlocation: " + location + "\r\ncontent-length: 0\r\n\r\n");
  }

  static HttpDownloads downloads(IncludePolicy policy) {
    Wire wire = new Internet().name("files.example", Internet.PUBLIC).wire();
    return new HttpDownloads(policy, DownloadListener.none(), wire);
  }

  static Remote address(TestServer server) {
    return new Remote(URI.create("http://files.example:" + server.port() + "/a.yml?t=hunter2"));
  }
}
