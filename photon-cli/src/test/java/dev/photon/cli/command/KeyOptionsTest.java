package dev.photon.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.photon.cli.view.Console;
import dev.photon.crypto.CertificateAuthority;
import dev.photon.crypto.KeyProtection;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.crypto.Passphrase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyOptionsTest {
  private static final String SECRET = "correct horse battery staple";
  private static final String OTHER = "another horse battery staple";
  private static final Console.Terminals TERMINALS = new Console.Terminals(true, true, true);

  private final Path folder;
  private final Path server;
  private final Map<String, String> environment = new HashMap<>();
  private final Deque<String> typed = new ArrayDeque<>();
  private final List<String> prompts = new ArrayList<>();
  private Console.Terminals terminals = Console.Terminals.NONE;

  KeyOptionsTest(@TempDir Path folder) {
    this.folder = folder;
    this.server = folder.resolve("registry");
  }

  private KeyProtection of(String... options) throws CommandFailure {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            nowhere,
            nowhere,
            environment,
            terminals,
            prompt -> {
              prompts.add(prompt);
              return Optional.ofNullable(typed.poll()).map(String::toCharArray);
            });
    Map<String, List<String>> given = new HashMap<>();
    for (String option : options) {
      String[] parts = option.split("=", 2);
      given.put(parts[0], parts.length == 1 ? List.of() : List.of(parts[1]));
    }
    return KeyOptions.of(new Typed(given, List.of()), console, server);
  }

  private String file(String name, String text) throws Exception {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file.toString();
  }

  /** Keeps a root, with the passphrase or without one. */
  private void keep(Optional<String> passphrase) throws Exception {
    KeyProtection protection =
        passphrase
            .map(text -> KeyProtection.with(Passphrase.of(text.toCharArray())))
            .orElse(KeyProtection.PLAIN);
    KeyStoreDirectory.open(server.resolve("keys"), protection)
        .save(
            "root",
            CertificateAuthority.createRoot(Clock.systemUTC(), new SecureRandom()).credentials());
  }

  private void assertOpens(KeyProtection protection) throws Exception {
    assertThat(KeyStoreDirectory.open(server.resolve("keys"), protection).load("root")).isPresent();
  }

  private void refused(String why, String... options) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> of(options))
        .withMessageContaining(why)
        .withMessageNotContaining("horse")
        .satisfies(
            failure -> {
              assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
              assertThat(failure.hint()).isPresent();
            });
  }

  @Test
  void aFileComesBeforeTheEnvironmentAndThatBeforeAPerson() throws Exception {
    keep(Optional.of(SECRET));
    terminals = TERMINALS;
    environment.put("PHOTON_PASSPHRASE", OTHER);
    assertOpens(of("--passphrase-file=" + file("passphrase", SECRET + "\n")));
    environment.put("PHOTON_PASSPHRASE", SECRET);
    assertOpens(of());
    assertThat(prompts).isEmpty();
    environment.clear();
    typed.add(SECRET);
    assertOpens(of());
    assertThat(prompts)
        .containsExactly("passphrase of the keys in '" + server + "': ")
        .noneMatch(prompt -> prompt.contains("horse"));
  }

  @Test
  void aNewPassphraseIsTypedTwice() throws Exception {
    terminals = TERMINALS;
    typed.addAll(List.of(SECRET, SECRET));
    KeyProtection protection = of();
    assertThat(prompts).hasSize(2);
    assertThat(prompts.get(0)).contains("new passphrase", "12 characters", server.toString());
    keep(Optional.of(SECRET));
    assertOpens(protection);
    Files.delete(server.resolve("keys/root.pem"));
    typed.addAll(List.of(SECRET, OTHER));
    refused("two passphrases");
    refused("empty");
  }

  @Test
  void withoutAPassphraseKeysAreInTheClearOnlyIfThatIsSaid() throws Exception {
    refused("there is no passphrase");
    environment.put("PHOTON_PASSPHRASE", "");
    refused("there is no passphrase");
    for (Console.Terminals half :
        List.of(
            new Console.Terminals(false, true, true), new Console.Terminals(true, false, true))) {
      terminals = half;
      refused("there is no passphrase");
    }
    assertThat(of("--plain-keys").isPlain()).isTrue();
    environment.put("PHOTON_PASSPHRASE", SECRET);
    assertThat(of("--plain-keys").isPlain()).isTrue();
    refused("--plain-keys does without", "--plain-keys", "--passphrase-file=x");
    refused("--plain-keys does without", "--plain-keys", "--old-passphrase-file=x");
  }

  @Test
  void theOldPassphraseStillOpensAndTheNewOneDoesAfterwards() throws Exception {
    keep(Optional.of(SECRET));
    String renewed = "--passphrase-file=" + file("new", OTHER);
    assertOpens(of(renewed, "--old-passphrase-file=" + file("old", SECRET)));
    assertOpens(of(renewed));
  }

  @Test
  void aFileThatWillNotDoIsToldWithoutWhatIsInIt() throws Exception {
    refused("--passphrase-file: there is no file 'x'", "--passphrase-file=x");
    refused("the passphrase is empty", "--passphrase-file=" + file("empty", "\n"));
    refused("control character", "--passphrase-file=" + file("lines", "horse\nhorse\n"));
    Path open = Path.of(file("open", SECRET));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    refused("chmod 600 " + open, "--passphrase-file=" + open);
    refused(
        "--old-passphrase-file: ",
        "--passphrase-file=" + file("good", SECRET),
        "--old-passphrase-file=" + open);
    environment.put("PHOTON_PASSPHRASE", "horse\ufffdhorse");
    refused("PHOTON_PASSPHRASE: the passphrase has a character that this locale");
  }

  @Test
  void whatElseWasTypedWronglyIsToldBeforeAPersonIsAsked() {
    terminals = TERMINALS;
    refused("--log-level: 'loud'", "--log-level=loud");
    assertThat(prompts).isEmpty();
  }
}
