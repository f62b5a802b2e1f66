package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A registry, a metacenter host and two datacenters as processes of their own, with containers on
 * the machine's engine: one deployment's life, step by step.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FourProcessesIT {
  private static final Duration MOST = Duration.ofMinutes(3);
  private static final Pattern ID = Pattern.compile("\"id\": \"(hello-[0-9a-f]{8})\"");

  @TempDir private static Path folder;
  private static final Map<String, PhotonProcess> SERVERS = new TreeMap<>();
  private static Path passphrase = Path.of("");
  private static String registry = "";
  private static String deployment = "";

  @BeforeAll
  static void serve() throws Exception {
    Sample.buildImages();
    passphrase = PassphraseFile.in(folder);
    start("registry", "registry", "serve", "--listen", "127.0.0.1:0");
    registry = server("registry").ready("registry");
    for (String state : List.of("operator", "owner")) {
      Ended registered =
          photon(
              state,
              "register",
              state + "@example.com",
              "-h",
              registry,
              "--ca-fingerprint",
              server("registry").ready("ca-fingerprint"));
      assertThat(registered.status()).as(registered.toString()).isZero();
    }
    start(
        "metacenter",
        "metacenter",
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--enrol-token-file",
        server("registry").ready("enrol-token-file"));
    for (String region : List.of("west", "east")) {
      start(region, datacenter(region, "127.0.0.1:0"));
    }
  }

  private static String[] datacenter(String region, String listen) {
    return new String[] {
      "datacenter",
      "serve",
      "--name",
      region,
      "--region",
      "us-" + region,
      "--listen",
      listen,
      "--option",
      "cpus=2",
      "--option",
      "memory=2GiB",
      "--option",
      "disk=32GiB"
    };
  }

  private static void start(String name, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--state", folder.resolve("operator").toString()));
    all.addAll(List.of("--passphrase-file", passphrase.toString()));
    SERVERS.put(name, PhotonProcess.serve(folder, all.toArray(String[]::new)));
  }

  private static PhotonProcess server(String name) {
    return Optional.ofNullable(SERVERS.get(name)).orElseThrow();
  }

  private static Ended photon(String state, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--state", folder.resolve(state).toString()));
    return PhotonProcess.run(folder, MOST, all.toArray(String[]::new));
  }

  private static String status() throws Exception {
    return photon("owner", "status", "--name", "hello", "-o", "json").out();
  }

  private static boolean ready(String status) {
    return status.contains("\"phase\": \"ready\"");
  }

  @AfterAll
  static void end() {
    for (String name : List.of("west", "east", "metacenter", "registry")) {
      PhotonProcess server = SERVERS.remove(name);
      if (server != null) {
        server.close();
      }
    }
  }

  @Test
  @Order(1)
  void createWaitsForReadyNodesInTwoDatacenters() throws Exception {
    Ended created = photon("owner", "create", "-f", Sample.FILE.toString(), "-o", "json");

    assertThat(created.status()).as(created.toString()).isZero();
    Matcher id = ID.matcher(created.out());
    assertThat(id.find()).isTrue();
    deployment = id.group(1);
    String status = status();
    assertThat(ready(status)).as(status).isTrue();
    assertThat(status.split("\"state\": \"ready\"", -1)).hasSize(7);
    assertThat(status).contains("\"entry\": \"westcoast\"", "\"entry\": \"eastcoast\"");
    assertThat(Engine.containers(deployment)).hasSize(6);
  }

  @Test
  @Order(2)
  void theLeasesOfBothSidesAreTheSame() throws Exception {
    String owner = activeLeases("owner", "leases");
    assertThat(activeLeases("operator", "datacenter", "leases")).isEqualTo(owner);
    assertThat(owner.split("\"entry\": \"(west|east)coast\"", -1)).hasSize(3);
    Ended text = photon("owner", "leases");
    assertThat(text.status()).as(text.toString()).isZero();
    assertThat(text.out()).contains(deployment + "/1", "active", "together 0.");
    assertThat(photon("owner", "datacenter", "leases").out()).isEqualTo("no leases\n");
  }

  /** The agents tell within seconds that they hold them. */
  private static String activeLeases(String state, String... command) throws Exception {
    List<String> json = new ArrayList<>(List.of(command));
    json.addAll(List.of("-o", "json"));
    return Waiting.until(
        MOST,
        "two leases that are active",
        () -> photon(state, json.toArray(String[]::new)).out(),
        out -> out.split("\"state\": \"active\"", -1).length == 3);
  }

  /** The registry's root, two datacenters' and the metacenter's authority. */
  @Test
  @Order(2)
  void noAuthoritysKeyIsOnDiskInTheClear() throws Exception {
    int encrypted = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("operator"))) {
      for (Path file : files.filter(f -> f.toString().contains("/keys/")).toList()) {
        if (file.endsWith("root.pem") || file.endsWith("authority.pem")) {
          encrypted++;
          assertThat(Files.readString(file)).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
        }
      }
    }
    assertThat(encrypted).isEqualTo(4);
  }

  @Test
  @Order(3)
  void aKilledNodeIsReplacedWithinTenSeconds() throws Exception {
    Map<String, String> before = Engine.containers(deployment);
    String slot =
        before.keySet().stream().filter(s -> s.contains(" web ")).findFirst().orElseThrow();
    String killed = before.getOrDefault(slot, "");
    Engine.kill(killed);

    Map<String, String> after =
        Waiting.until(
            Duration.ofSeconds(10),
            "a new container in " + slot,
            () -> Engine.containers(deployment),
            now -> now.size() == 6 && !killed.equals(now.get(slot)));

    before.remove(slot);
    assertThat(after).containsAllEntriesOf(before);
    // The metacenter may not have heard of it yet, and still tell of the node before.
    Waiting.until(
        MOST,
        "ready again with the new node",
        FourProcessesIT::status,
        status -> ready(status) && status.contains("#2\""));
  }

  @Test
  @Order(4)
  void killedServersFindEverythingAgainAndMakeNothingTwice() throws Exception {
    Map<String, String> before = Engine.containers(deployment);
    String metacenter = server("metacenter").ready("metacenter");
    String west = server("west").ready("datacenter");
    server("metacenter").kill();
    server("west").kill();

    start("metacenter", "metacenter", "serve", "--listen", metacenter);
    start("west", datacenter("west", west));

    Waiting.until(MOST, "ready", FourProcessesIT::status, FourProcessesIT::ready);
    assertThat(Engine.containers(deployment)).isEqualTo(before);
  }

  @Test
  @Order(5)
  void anUpdateChangesOnlyTheServiceThatDiffers() throws Exception {
    Map<String, String> before = Engine.containers(deployment);
    Path changed = Sample.changed(folder, "GREETING: hello", "GREETING: good day");

    Ended updated = photon("owner", "update", "--name", "hello", "-f", changed.toString());

    assertThat(updated.status()).as(updated.toString()).isZero();
    Map<String, String> after = Engine.containers(deployment);
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (slot, container) ->
            assertThat(container.equals(before.get(slot)))
                .as("unchanged: " + slot)
                .isEqualTo(slot.contains(" web ")));
  }

  @Test
  @Order(6)
  void listAndSearchSeeTheDeploymentAndTheMarket() throws Exception {
    Ended listed = photon("owner", "list");
    Ended found = photon("owner", "search", "-f", Sample.FILE.toString(), "-o", "json");

    assertThat(listed.out()).containsPattern("hello +" + deployment + " +ready +6/6 +2 ");
    assertThat(found.out()).contains("\"name\": \"west\"", "\"name\": \"east\"");
  }

  @Test
  @Order(7)
  void deleteLeavesNoContainerAndNoNetwork() throws Exception {
    Ended deleted = photon("owner", "delete", "--name", "hello", "--yes");

    assertThat(deleted.status()).as(deleted.toString()).isZero();
    assertThat(Engine.traces(deployment)).isEmpty();
    assertThat(photon("owner", "list").out()).isEqualTo("no deployments\n");
    assertThat(Files.exists(folder.resolve("owner/deployments/hello"))).isFalse();
  }

  @Test
  @Order(8)
  void serversEndInGoodOrder() throws Exception {
    for (String name : List.of("west", "east", "metacenter", "registry")) {
      assertThat(server(name).terminate()).as(name).isZero();
      SERVERS.remove(name);
    }
  }
}
