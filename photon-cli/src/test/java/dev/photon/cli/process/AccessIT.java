package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Giving access, taking it, and revoking, with servers and commands as processes of their own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessIT {
  private static final Duration MOST = Duration.ofMinutes(3);

  /** Within which what is revoked is refused everywhere. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static final Pattern ACCOUNT = Pattern.compile(" as ([0-9a-f]{16,32}) at ");
  private static final Pattern DEPLOYMENT = Pattern.compile("\"id\": \"(hello-[0-9a-f]{8})\"");

  @TempDir private static Path folder;
  private static final Deque<PhotonProcess> SERVERS = new ArrayDeque<>();
  private static String registry = "";
  private static String operatorToken = "";
  private static String fingerprint = "";
  private static String invitation = "";

  @BeforeAll
  static void serve() throws Exception {
    PhotonProcess serving = start("registry", "serve", "--listen", "127.0.0.1:0");
    registry = serving.ready("registry");
    fingerprint = serving.ready("ca-fingerprint");
    Path enrolToken = Path.of(serving.ready("enrol-token-file"));
    operatorToken = enrolToken.resolveSibling("operator-token").toString();
    for (String state : List.of("operator", "owner", "bob", "eve")) {
      register(state);
    }
    start(
        "metacenter",
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--enrol-token-file",
        enrolToken.toString());
    for (String region : List.of("west", "east")) {
      start(
          "datacenter",
          "serve",
          "--backend",
          "simulated",
          "--name",
          region,
          "--region",
          "us-" + region,
          "--listen",
          "127.0.0.1:0");
    }
    Ended created = photon("owner", "create", "-f", Sample.FILE.toString());
    assertThat(created.status()).as(created.toString()).isZero();
  }

  private static Ended register(String state) throws Exception {
    String email = state + "@example.com";
    Ended ended = photon(state, "register", email, "-h", registry, "--ca-fingerprint", fingerprint);
    assertThat(ended.status()).as(ended.toString()).isZero();
    return ended;
  }

  private static PhotonProcess start(String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--plain-keys", "--state", folder.resolve("operator").toString()));
    SERVERS.push(PhotonProcess.serve(folder, all.toArray(String[]::new)));
    return SERVERS.getFirst();
  }

  private static Ended photon(String state, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--state", folder.resolve(state).toString()));
    return PhotonProcess.run(folder, MOST, all.toArray(String[]::new));
  }

  @AfterAll
  static void end() {
    while (!SERVERS.isEmpty()) {
      SERVERS.pop().close();
    }
  }

  private static void assertRefused(Ended ended, String why) {
    assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
    assertThat(ended.err()).contains("photon: ", why);
  }

  @Test
  @Order(1)
  void anOwnerInvitesAndTheInvitedLooksOn() throws Exception {
    Ended granted = photon("owner", "access", "grant", "bob@example.com", "--name", "hello");
    assertThat(granted.status()).as(granted.toString()).isZero();
    invitation = granted.out().strip();
    assertThat(granted.err()).contains("bob@example.com").doesNotContain(invitation);

    Ended accepted = photon("bob", "access", "accept", invitation);
    assertThat(accepted.status()).as(accepted.toString()).isZero();
    assertThat(photon("bob", "status", "--name", "hello").status()).isZero();
    assertThat(photon("bob", "list").out()).contains("hello", "of another");
    Ended listed = photon("owner", "access", "list", "--name", "hello");
    assertThat(listed.out()).contains("bob@example.com", "viewer").doesNotContain("nobody yet");
  }

  @Test
  @Order(2)
  void moreThanWasGivenIsRefusedAndSoIsWhoComesSecond() throws Exception {
    Path changed = Sample.changed(folder, "GREETING: hello", "GREETING: good day");
    assertRefused(
        photon("bob", "update", "--name", "hello", "-f", changed.toString()), "look on only");
    assertRefused(photon("bob", "delete", "--name", "hello", "--yes"), "only its owner deletes it");
    assertRefused(
        photon("bob", "access", "grant", "x@example.com", "--name", "hello"), "look on only");
    assertRefused(photon("eve", "access", "accept", invitation), "no such invitation");
    assertThat(photon("eve", "access", "accept", invitation.substring(9)).status()).isEqualTo(2);
    assertThat(photon("eve", "status", "--name", "hello").status()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void anOperatorUpdatesUntilTheAccessIsTaken() throws Exception {
    String[] operator = {
      "access", "grant", "bob@example.com", "--role", "operator", "--for", "30d", "--name", "hello"
    };
    Ended granted = photon("owner", operator);
    assertThat(photon("bob", "access", "accept", granted.out().strip()).status()).isZero();
    Path changed = Sample.changed(folder, "GREETING: hello", "GREETING: good day");
    Ended updated = photon("bob", "update", "--name", "hello", "-f", changed.toString());
    assertThat(updated.status()).as(updated.toString()).isZero();
    Ended renewed = photon("bob", "certificate", "renew", "--name", "hello");
    assertThat(renewed.status()).as(renewed.toString()).isZero();

    Ended taken = photon("owner", "access", "revoke", "bob@example.com", "--name", "hello");
    assertThat(taken.status()).as(taken.toString()).isZero();
    assertRefused(photon("bob", "status", "--name", "hello"), "no such deployment");
    assertThat(photon("bob", "access", "leave", "--name", "hello").status()).isZero();
    assertThat(photon("bob", "list").out()).doesNotContain("hello");
  }

  @Test
  @Order(4)
  void aRevokedAccountIsRefusedAtOnceAndItsKeyForGood() throws Exception {
    Matcher id = ACCOUNT.matcher(register("eve").out());
    assertThat(id.find()).isTrue();
    assertThat(photon("eve", "list").status()).isZero();
    assertRefused(photon("bob", "revoke", "account", id.group(1), "--yes"), "there is no account");
    assertThat(photon("operator", "revoke", "account", id.group(1)).status()).isEqualTo(2);

    Ended revoked =
        photon(
            "operator",
            "revoke",
            "account",
            id.group(1),
            "--operator-token-file",
            operatorToken,
            "--yes");
    assertThat(revoked.status()).as(revoked.toString()).isZero();
    assertThat(photon("eve", "list").status()).isEqualTo(1);
    assertRefused(photon("eve", "certificate", "renew"), "");
  }

  @Test
  @Order(5)
  void aRevokedMetacenterIsRefusedByItsDatacentersWithinAMinute() throws Exception {
    String status = photon("owner", "status", "--name", "hello", "-o", "json").out();
    Matcher id = DEPLOYMENT.matcher(status);
    assertThat(id.find()).isTrue();
    assertThat(status).contains("\"phase\": \"ready\"");

    Ended revoked = photon("owner", "revoke", "metacenter", id.group(1), "--yes");
    assertThat(revoked.status()).as(revoked.toString()).isZero();
    Waiting.until(
        MINUTE,
        "an agent that refuses the metacenter",
        AccessIT::logs,
        logs ->
            logs.contains("certificate of spiffe://" + id.group(1)) || logs.contains("revoked"));
  }

  /** What the datacenters' agents have written of whom they refuse. */
  private static String logs() throws Exception {
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(folder)) {
      for (Path file :
          files
              .filter(f -> f.getFileName().toString().startsWith("datacenter-"))
              .sorted()
              .toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
