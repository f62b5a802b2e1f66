package dev.photon.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for secrets finds what is there, in whatever form. */
class CanaryTest {
  private static final Duration MOST = Duration.ofSeconds(30);

  @TempDir private Path folder = Path.of("");

  private static KeyPair pair() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static String wrapped(byte[] bytes, int width, String end) {
    return Base64.getEncoder()
        .encodeToString(bytes)
        .replaceAll("(.{%d})".formatted(width), "$1" + Matcher.quoteReplacement(end));
  }

  @Test
  void aKeyIsFoundHoweverItIsWritten() throws Exception {
    KeyPair pair = pair();
    Canary key = Canary.key("key", pair.getPrivate());
    byte[] der = pair.getPrivate().getEncoded();
    String hex = "%064x".formatted(((ECPrivateKey) pair.getPrivate()).getS());
    String colons = hex.replaceAll("(..)", "$1:");
    String logged = wrapped(der, 64, "\n2026-11-25T04:00:00.000Z DEBUG Pem [main] ");

    assertThat(
            List.of(
                "a" + wrapped(der, 64, "\n"),
                wrapped(der, 76, "\r\n"),
                wrapped(der, 40, "\\n"),
                wrapped(der, 48, "\", \""),
                "ab" + Base64.getUrlEncoder().encodeToString(der),
                wrapped(("x" + new String(der, ISO_8859_1)).getBytes(ISO_8859_1), 64, "\n"),
                logged,
                "s=" + hex,
                hex.toUpperCase(Locale.ROOT),
                colons,
                new String(der, ISO_8859_1)))
        .allMatch(key::isIn);
    assertThat(key.isIn(wrapped(pair.getPublic().getEncoded(), 64, "\n"))).isFalse();
    assertThat(key.isIn(wrapped(pair().getPrivate().getEncoded(), 64, "\n"))).isFalse();
  }

  @Test
  void aTextIsFoundHoweverItIsWritten() {
    Canary text = Canary.text("passphrase", "correct horse battery");

    assertThat(
            List.of(
                "it is 'correct horse battery'",
                "?p=correct+horse+battery",
                "Y29ycmVjdCBob3JzZSBiYXR0ZXJ5",
                "user:"
                    + Base64.getEncoder()
                        .encodeToString("a:correct horse battery".getBytes(US_ASCII))))
        .allMatch(text::isIn);
    assertThat(text.isIn("correct horse, dead battery")).isFalse();
  }

  @Test
  void filesAndRowsAreSearchedAndPermissionsSeen() throws Exception {
    String word = Canary.word("control");
    List<Canary> canaries = List.of(Canary.text("control", word));
    Files.writeString(folder.resolve("a.log"), "env PASSWORD=" + word + "\n");
    Files.setPosixFilePermissions(
        folder.resolve("a.log"), PosixFilePermissions.fromString("rw-r--r--"));
    Path database = folder.resolve("b.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE part (id INTEGER, document BLOB)");
      statement.executeUpdate("INSERT INTO part VALUES (1, '{\"a\": \"" + word + "\"}')");
    }
    Places places = new Places();
    places.addFiles(folder);
    places.addRows(folder);

    assertThat(places.of(canaries))
        .containsExactly("control: a.log", "control: b.db", "control: b.db part.document");
    assertThat(places.openToOthers()).contains("a.log");
  }

  @Test
  void commandLinesAndEnvironmentsAreSeen() throws Exception {
    String argument = Canary.word("argument");
    String variable = Canary.word("variable");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read line", argument);
    builder.environment().put("CONTROL", variable);
    Process process = builder.start();
    try (ProcessWatch watch = ProcessWatch.start()) {
      long pid = process.pid();
      Set<String> seen =
          Waiting.until(
              MOST,
              "both parts",
              () ->
                  watch.seen().stream()
                      .filter(s -> s.pid() == pid && !s.inContainer())
                      .filter(s -> s.text().contains(argument) || s.text().contains(variable))
                      .map(ProcessWatch.Seen::part)
                      .collect(Collectors.toUnmodifiableSet()),
              parts -> parts.size() == 2);
      assertThat(seen).containsExactlyInAnyOrder("cmdline", "environ");
    } finally {
      process.destroyForcibly();
    }
  }
}
