package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two registries on one real PostgreSQL: one is killed, the database is restarted. */
class RegistryReplicasIT {
  private static final Duration MOST = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  private Commands commands() {
    return new Commands(folder, MOST);
  }

  private void register(String who, PhotonProcess registry) throws Exception {
    commands().register(who, registry.ready("registry"), registry.ready("ca-fingerprint"));
  }

  @Test
  void oneIsAsGoodAsTheOtherAndNothingIsLost() throws Exception {
    try (Postgres postgres = new Postgres(folder.resolve("postgres"));
        PhotonProcess one = commands().registry("one", "127.0.0.1:0", "--store", postgres.url())) {
      copy(folder.resolve("one"), folder.resolve("two"));
      String address;
      try (PhotonProcess two = commands().registry("two", "127.0.0.1:0")) {
        address = two.ready("registry");
        assertThat(two.ready("ca-fingerprint")).isEqualTo(one.ready("ca-fingerprint"));
        register("ada", one);
        register("bob", two);
        try (PhotonProcess west = datacenter()) {
          assertThat(west.printed()).contains("id west-");
          Path file = Files.writeString(folder.resolve("photon.yml"), FILE);
          Ended found =
              Waiting.until(
                  MOST,
                  "the offer of a datacenter that has joined at the other",
                  () ->
                      commands()
                          .photon("search", "-f", file.toString(), "--state", commands().in("bob")),
                  ended -> ended.status() == 0);
          assertThat(found.out()).contains("west (simulated)", "the best assignment costs");
        }
        two.kill();
      }
      commands().done("list", "--state", commands().in("ada"));
      try (PhotonProcess two = commands().registry("two", address)) {
        assertThat(two.ready("registry")).isEqualTo(address);
        commands().done("list", "--state", commands().in("bob"));

        postgres.stop();
        CompletableFuture<Ended> waiting =
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return commands().photon("list", "--state", commands().in("bob"));
                  } catch (Exception e) {
                    throw new AssertionError(e);
                  }
                });
        postgres.startAgain();
        Ended listed = waiting.get(MOST.toSeconds(), TimeUnit.SECONDS);
        assertThat(listed.status()).as(listed.err()).isZero();
        register("carl", two);
      }
    }
  }

  private static final String FILE =
      """
      version: "0.1"
      services: {web: {image: web}}
      deployment:
        datacenters: {coast: {region: us-west, profiles: {small: {qos: {memory: 64MiB}}}}}
        services: {web: {coast: {profile: small}}}
      """;

  private PhotonProcess datacenter() throws Exception {
    return PhotonProcess.serve(
        folder,
        "datacenter",
        "serve",
        "--name",
        "west",
        "--region",
        "us-west",
        "--backend",
        "simulated",
        "--plain-keys",
        "--listen",
        "127.0.0.1:0",
        "--state",
        commands().in("ada"));
  }

  /** As an operator would, who wants another replica: keys, secrets, and which store it is. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @Test
  void aStoreThatIsAnotherOrNoneIsOneErrorEach() throws Exception {
    Ended secret =
        commands()
            .photon(
                "registry",
                "serve",
                "--plain-keys",
                "--store",
                "jdbc:postgresql://db/x?user=a&password=hunter2");
    assertThat(secret.status()).isEqualTo(2);
    assertThat(secret.err())
        .contains("would see the password", "~/.pgpass")
        .doesNotContain("hunter2");
    Ended other = commands().photon("registry", "serve", "--plain-keys", "--store", "mysql://db/x");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("no URL of a PostgreSQL database", "jdbc:postgresql://HOST");
    String nobody = "jdbc:postgresql://127.0.0.1:1/x?user=a";
    Ended away =
        commands()
            .photon(
                "registry",
                "serve",
                "--plain-keys",
                "--store",
                nobody,
                "--state",
                commands().in("away"));
    assertThat(away.status()).isEqualTo(1);
    assertThat(away.err()).contains("cannot be opened as a store", "is the server up?");
    assertThat(folder.resolve("away/registry/store-url")).doesNotExist();

    ownersOnly("kept/registry");
    Files.writeString(folder.resolve("kept/registry/store-url"), "jdbc:postgresql://db/x?user=a");
    Ended moved =
        commands()
            .photon(
                "registry",
                "serve",
                "--plain-keys",
                "--store",
                nobody,
                "--state",
                commands().in("kept"));
    assertThat(moved.status()).isEqualTo(1);
    assertThat(moved.err())
        .contains("in another store: jdbc:postgresql://db/x", "leave out --store");

    Ended backup =
        commands()
            .photon(
                "registry", "backup", commands().in("backup.db"), "--state", commands().in("kept"));
    assertThat(backup.status()).isEqualTo(1);
    assertThat(backup.err()).contains("in a PostgreSQL database", "pg_dump");

    ownersOnly("file/registry");
    Files.writeString(folder.resolve("file/registry/registry.db"), "");
    Ended anew =
        commands()
            .photon(
                "registry",
                "serve",
                "--plain-keys",
                "--store",
                nobody,
                "--state",
                commands().in("file"));
    assertThat(anew.status()).isEqualTo(1);
    assertThat(anew.err()).contains("would begin anew in another store");
  }

  private void ownersOnly(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx------"));
  }
}
