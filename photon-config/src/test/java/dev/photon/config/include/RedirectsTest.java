package dev.photon.config.include;

import static dev.photon.config.include.Refusals.PATIENT;
import static dev.photon.config.include.Refusals.redirect;
import static dev.photon.config.include.Refusals.refused;

import dev.photon.config.include.IncludeException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Redirects that are not followed; those that are, are in HttpDownloadsTest. */
@Timeout(20)
class RedirectsTest {
  @Test
  void redirectsWithoutEnd() throws Exception {
    redirected("/a.yml", " is redirected in a circle");
    refused(
        exchange -> redirect(exchange, exchange.path() + "a"),
        PATIENT,
        Kind.BAD_REDIRECT,
        " is redirected more than 5 times");
  }

  @Test
  void redirectsToNowhere() throws Exception {
    String nowhere = " redirects to where no file can come from: ";
    redirected("ftp://example.com/", nowhere + "this is no URL that a file can come from");
    redirected("file:///etc/passwd", nowhere + "this is no URL that a file can come from");
    redirected(
        "http://u:hunter2@files.example/",
        nowhere + "a URL with a user or password does not belong into a file");
    redirected(
        "http://2130706433/",
        nowhere + "the host of this URL is a number, and no address in its usual form");
    redirected(
        "http://[::ffff:127.0.0.1]/",
        nowhere + "the host of this URL is a number, and no address in its usual form");
    redirected("a b", nowhere + "this is no URL: illegal character in path at character 2");
    redirected("/" + "a".repeat(3_000), nowhere + "a URL has at most 2048 characters");
    refused(
        exchange -> exchange.send("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"),
        PATIENT,
        Kind.BAD_REDIRECT,
        " answered 302, a redirect, and not where to");
  }

  private void redirected(String location, String message) throws Exception {
    refused(exchange -> redirect(exchange, location), PATIENT, Kind.BAD_REDIRECT, message);
  }
}
