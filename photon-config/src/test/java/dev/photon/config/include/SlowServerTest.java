package dev.photon.config.include;

import static dev.photon.config.include.Refusals.HASTY;
import static dev.photon.config.include.Refusals.HEAD;
import static dev.photon.config.include.Refusals.PATIENT;
import static dev.photon.config.include.Refusals.address;
import static dev.photon.config.include.Refusals.downloads;
import static dev.photon.config.include.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that take their time: all of it is bounded, whatever it is spent on. */
@Timeout(20)
class SlowServerTest {
  /** Loads the client, so that the short times below are spent on servers. */
  @BeforeAll
  static void warmUp() throws Exception {
    try (TestServer server = TestServer.of("a")) {
      assertThat(downloads(PATIENT).read(address(server)).size()).isEqualTo(1);
    }
  }

  @Test
  void silence() throws Exception {
    refused(
        exchange -> exchange.closing().await(),
        HASTY,
        Kind.TIMED_OUT,
        " was not read within 800 ms");
  }

  @Test
  void aSlowDrip() throws Exception {
    refused(
        exchange -> {
          exchange.send(HEAD + "\r\n");
          while (true) {
            exchange.send("a");
            exchange.pause();
          }
        },
        HASTY,
        Kind.TIMED_OUT,
        " was not read within 800 ms");
  }

  @Test
  void aSlowHead() throws Exception {
    refused(
        exchange -> {
          exchange.send(HEAD);
          while (true) {
            exchange.send("a: b\r\n");
            exchange.pause();
          }
        },
        HASTY,
        Kind.TIMED_OUT,
        " was not read within 800 ms");
  }

  @Test
  void slowRedirectsShareOneTime() throws Exception {
    refused(
        exchange -> {
          for (int i = 0; i < 16; i++) {
            exchange.pause();
          }
          exchange.send(
              "HTTP/1.1 302 Found\r\nlocation: "
                  + exchange.path()
                  + "a\r\ncontent-length: 0\r\n\r\n");
        },
        HASTY,
        Kind.TIMED_OUT,
        " was not read within 800 ms");
  }

  @Test
  void aNameServerThatDoesNotAnswer() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Wire stuck =
        new Wire(
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            },
            new Internet(),
            Optional.empty());
    Remote address = new Remote(URI.create("http://files.example/a.yml"));
    IncludeException e =
        catchThrowableOfType(
            IncludeException.class,
            () -> new HttpDownloads(HASTY, DownloadListener.none(), stuck).read(address));
    never.countDown();

    assertThat(e).hasMessage("http://files.example/a.yml was not read within 800 ms");
    assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT);
  }

  @Test
  void whoIsInterruptedStopsWaiting() throws Exception {
    try (TestServer server = new TestServer(exchange -> exchange.closing().await())) {
      Remote address = address(server);
      Thread.currentThread().interrupt();
      IncludeException e =
          catchThrowableOfType(IncludeException.class, () -> downloads(PATIENT).read(address));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(e).hasMessage("the download of " + address.text() + " was interrupted");
      assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
    }
  }
}
