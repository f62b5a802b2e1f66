package dev.photon.config.include;

import static dev.photon.config.include.Refusals.HEAD;
import static dev.photon.config.include.Refusals.PATIENT;
import static dev.photon.config.include.Refusals.address;
import static dev.photon.config.include.Refusals.downloads;
import static dev.photon.config.include.Refusals.refused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.photon.config.include.IncludeAddress.Remote;
import dev.photon.config.include.IncludeException.Kind;
import dev.photon.config.include.TestServer.Exchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send too much, or what is no file: one clear error each, in time. */
@Timeout(20)
class HostileServerTest {
  @Test
  void anEndlessBody() throws Exception {
    AtomicLong sent = new AtomicLong();
    refused(
        exchange -> {
          exchange.send(HEAD + "\r\n");
          fill(exchange.out(), sent);
        },
        PATIENT,
        Kind.TOO_LARGE,
        " is larger than 1 MiB, which no file may be");
    assertThat(sent.get()).isLessThan(32 << 20); // what fits into sockets between here and there
  }

  @Test
  void aSmallBound() throws Exception {
    refused(
        exchange -> exchange.send("", new byte[101]),
        PATIENT.withMaxBytes(100),
        Kind.TOO_LARGE,
        " is larger than 100 bytes, which no file may be");
  }

  /** Zeros at a thousandth of their size, more than 1 GiB of them if anybody reads on. */
  @Test
  void aBomb() throws Exception {
    AtomicLong unpacked = new AtomicLong();
    refused(
        exchange -> {
          exchange.send(HEAD + "content-encoding: gzip\r\n\r\n");
          try (GZIPOutputStream gzip = new GZIPOutputStream(unclosed(exchange), 512)) {
            byte[] zeros = new byte[1 << 16];
            while (unpacked.addAndGet(zeros.length) < 2L << 30) {
              gzip.write(zeros);
            }
          }
          exchange.socket().shutdownOutput();
          exchange.closing().await();
        },
        PATIENT,
        Kind.TOO_LARGE,
        " is larger than 1 MiB, which no file may be");
  }

  private static OutputStream unclosed(Exchange exchange) {
    return new FilterOutputStream(exchange.out()) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void close() throws IOException {
        flush();
      }
    };
  }

  private static void fill(OutputStream out, AtomicLong sent) throws IOException {
    byte[] chunk = "a: b\n".repeat(1_000).getBytes(UTF_8);
    while (true) {
      out.write(chunk);
      sent.addAndGet(chunk.length);
    }
  }

  @Test
  void anEndlessHead() throws Exception {
    refused(
        exchange -> {
          exchange.send(HEAD);
          while (true) {
            exchange.send("x-long: " + "a".repeat(1_000) + "\r\n");
          }
        },
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
  }

  @Test
  void anEndlessLine() throws Exception {
    refused(
        exchange -> {
          exchange.send("HTTP/1.1 200 ");
          fill(exchange.out(), new AtomicLong());
        },
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "SSH-2.0-OpenSSH_9.2\r\n\r\n", "\r\n\r\n\r\n"})
  void noHttp(String answer) throws Exception {
    refused(
        exchange -> {
          exchange.send(answer);
          exchange.socket().close();
        },
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
  }

  @Test
  void aBodyThatBreaksOff() throws Exception {
    refused(
        exchange -> {
          exchange.send(HEAD + "content-length: 1000\r\n\r\nversion");
          exchange.socket().close();
        },
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
  }

  @Test
  void aReset() throws Exception {
    refused(
        exchange -> {
          exchange.send(HEAD + "content-length: 1000\r\n\r\nversion");
          exchange.socket().setSoLinger(true, 0);
          exchange.socket().close();
        },
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
  }

  @Test
  void brokenCompression() throws Exception {
    refused(
        exchange -> exchange.send("content-encoding: gzip\r\n", "no gzip at all".getBytes(UTF_8)),
        PATIENT,
        Kind.UNREACHABLE,
        " broke off its answer, or sent one that is no HTTP");
    refused(
        exchange -> exchange.send("content-encoding: br\r\n", "x".getBytes(UTF_8)),
        PATIENT,
        Kind.NOT_YAML,
        " is sent in an encoding that was not asked for: br");
  }

  @Test
  void nobodyListens() throws Exception {
    Remote address;
    try (TestServer server = TestServer.of("")) {
      address = address(server);
    }
    IncludeException e =
        catchThrowableOfType(IncludeException.class, () -> downloads(PATIENT).read(address));
    assertThat(e).hasMessageStartingWith(address.text() + ": no connection: ");
    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void aNameThatNobodyKnows() {
    Remote address = new Remote(URI.create("https://nowhere.example/a.yml?t=hunter2"));
    IncludeException e =
        catchThrowableOfType(IncludeException.class, () -> downloads(PATIENT).read(address));
    assertThat(e)
        .hasMessage(
            "https://nowhere.example/a.yml: its host could not be found:"
                + " nowhere.example: Name or service not known");
    assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  @Test
  void statuses() throws Exception {
    status(204, " answered 204");
    status(206, " answered 206");
    status(300, " answered 300");
    status(304, " answered 304");
    status(401, " answered 401: it asks for credentials");
    status(403, " answered 403: it asks for credentials");
    status(404, " answered 404: no such file");
    status(408, " answered 408");
    status(429, " answered 429");
    status(500, " answered 500");
    status(503, " answered 503");
    status(999, " answered 999");
  }

  private void status(int code, String message) throws Exception {
    refused(
        exchange ->
            exchange.send(
                "HTTP/1.1 "
                    + code
                    + " \r\nretry-after: 99999999999\r\nwww-authenticate: Basic\r\n"
                    + "content-length: 0\r\n\r\n"),
        PATIENT,
        Kind.HTTP_STATUS,
        message);
  }

  @Test
  void webPages() throws Exception {
    page("content-type: Text/HTML; charset=utf-8\r\n", "version: 0.1");
    page("content-type: application/xhtml+xml\r\n", "version: 0.1");
    page("content-type: text/plain\r\n", "<!DOCTYPE html>");
    page("", "\n  \t<!doctype HTML>");
    page("", " ".repeat(5_000) + "<hTmL lang=en>");
    page("", "\u00ef\u00bb\u00bf <html>");
  }

  private void page(String head, String body) throws Exception {
    refused(
        exchange -> exchange.send(head, body.getBytes(ISO_8859_1)),
        PATIENT,
        Kind.NOT_YAML,
        " is a web page, not a deployment file");
  }
}
