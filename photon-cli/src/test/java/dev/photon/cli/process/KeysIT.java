package dev.photon.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server gets the passphrase of its keys, and that nobody else does. */
class KeysIT {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final String SECRET = PassphraseFile.TEXT;

  @TempDir private Path folder = Path.of("");

  private String[] registry(String... more) {
    List<String> args = new ArrayList<>(List.of("registry", "serve", "--listen", "127.0.0.1:0"));
    args.addAll(List.of("--state", folder.resolve("state").toString()));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private String rootKey() throws Exception {
    return Files.readAllLines(folder.resolve("state/registry/keys/root.pem")).get(0);
  }

  @Test
  void withoutAPassphraseNothingIsServedOrWritten() throws Exception {
    Ended refused = PhotonProcess.run(folder, MOST, registry());

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "there is no passphrase", "--passphrase-file", "PHOTON_PASSPHRASE", "--plain-keys");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void plainKeysAreServedWithAWarning() throws Exception {
    try (PhotonProcess server = PhotonProcess.serve(folder, registry("--plain-keys"))) {
      assertThat(server.logged().lines().filter(line -> line.contains("WARN")))
          .singleElement()
          .asString()
          .contains("keys are in the clear in '" + folder.resolve("state/registry") + "'");
      assertThat(rootKey()).isEqualTo("-----BEGIN PRIVATE KEY-----");
    }
  }

  @Test
  void thePassphraseOfTheEnvironmentIsTheOneOfTheFileAndIsToldNowhere() throws Exception {
    String file = PassphraseFile.in(folder).toString();
    Map<String, String> environment = Map.of("PHOTON_PASSPHRASE", SECRET);
    try (PhotonProcess server = PhotonProcess.start(folder, "ready ", environment, registry())) {
      assertThat(rootKey()).isEqualTo("-----BEGIN ENCRYPTED PRIVATE KEY-----");
      assertThat(server.printed() + server.logged()).doesNotContain(SECRET).doesNotContain("WARN");
    }
    try (PhotonProcess server =
        PhotonProcess.serve(folder, registry("--passphrase-file", file, "--log-level", "trace"))) {
      assertThat(server.printed() + server.logged()).doesNotContain(SECRET);
    }
  }

  @Test
  void aWrongPassphraseIsOneErrorAndTheNewOneReplacesTheOld() throws Exception {
    String old = PassphraseFile.in(folder).toString();
    String renewed = PassphraseFile.in(folder, "new", "another horse battery staple").toString();
    PhotonProcess.serve(folder, registry("--passphrase-file", old)).close();

    Ended wrong = PhotonProcess.run(folder, MOST, registry("--passphrase-file", renewed));
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("root.pem: its key is not encrypted with this passphrase, or is damaged")
        .doesNotContain(SECRET, "another horse");
    Ended none = PhotonProcess.run(folder, MOST, registry("--plain-keys"));
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).contains("root.pem: its key is encrypted; give the passphrase");

    PhotonProcess.serve(
            folder, registry("--passphrase-file", renewed, "--old-passphrase-file", old))
        .close();
    PhotonProcess.serve(folder, registry("--passphrase-file", renewed)).close();
    assertThat(PhotonProcess.run(folder, MOST, registry("--passphrase-file", old)).status())
        .isEqualTo(1);
  }

  @Test
  void aPersonTypesItUnseenAndTwiceTheFirstTime() throws Exception {
    String first = typed("characters or more", "once more");
    assertThat(first).contains("ready registry").doesNotContain(SECRET);
    assertThat(rootKey()).isEqualTo("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    String second = typed("passphrase of the keys");
    assertThat(second).contains("ready registry").doesNotContain(SECRET, "once more");
  }

  /** The launcher runs more than the server: a Java to lay out classes with, at the least. */
  @Test
  void theLauncherHandsItToTheServerAlone() throws Exception {
    Path launcher = Files.copy(Path.of("../photon"), folder.resolve("photon"));
    Path target = Files.createDirectories(folder.resolve("photon-cli/target"));
    Files.createFile(target.resolve("photon-cli.jar"));
    Files.createFile(target.resolve("launcher-built"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(
        java, "#!/bin/sh\necho \"${PHOTON_PASSPHRASE-nothing} $*\" >> '" + folder + "/runs'\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));

    ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString(), "registry", "serve");
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("PHOTON_PASSPHRASE", SECRET);
    Process process = builder.inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    List<String> runs = Files.readAllLines(folder.resolve("runs"));
    int last = runs.size() - 1;
    assertThat(runs.get(last)).startsWith(SECRET + " ").endsWith("registry serve");
    assertThat(runs.subList(0, last))
        .isNotEmpty()
        .allSatisfy(run -> assertThat(run).startsWith("nothing "));
  }

  /** Serves at a terminal, where the passphrase is typed at each prompt, until it is ready. */
  private String typed(String... prompts) throws Exception {
    List<String> command = PhotonProcess.command(registry());
    command.add(1, "-Dphoton.terminals=012");
    Process process =
        new ProcessBuilder(
                "script", "-qec", "exec '" + String.join("' '", command) + "'", "/dev/null")
            .redirectErrorStream(true)
            .start();
    StringBuilder seen = new StringBuilder();
    try (Reader out = new InputStreamReader(process.getInputStream(), UTF_8);
        OutputStream in = process.getOutputStream()) {
      for (String prompt : prompts) {
        await(out, seen, prompt + "[^\n]*: $");
        in.write((SECRET + "\n").getBytes(UTF_8));
        in.flush();
      }
      await(out, seen, "ready [^\n]*\n$");
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    return seen.toString();
  }

  private static void await(Reader out, StringBuilder seen, String end) throws Exception {
    var reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                int c = 0;
                while (c >= 0 && !seen.toString().matches("(?s).*" + end)) {
                  c = out.read();
                  seen.append(c < 0 ? "" : String.valueOf((char) c));
                }
                return c >= 0;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertThat(reading.get(MOST.toSeconds(), TimeUnit.SECONDS)).as(seen.toString()).isTrue();
  }
}
