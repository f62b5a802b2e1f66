package dev.photon.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import dev.photon.core.client.Account;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.ListedDeployment;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.Pem;
import dev.photon.spi.api.DeploymentId;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts side by side; no server is called, but where one is shown to be missing. */
class AccountTest {
  @TempDir private Path folder;

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--state", folder.toString()));
    return Ran.run(all.toArray(String[]::new));
  }

  private KeptState three() throws Exception {
    KeptState one = KeptState.of(folder, Duration.ZERO);
    var unused = one.account("one.example.com", "a1", "ada@example.com");
    unused = one.account("one.example.com", "b1", "bob@example.com");
    unused =
        KeptState.of(folder, Duration.ZERO).account("two.example.com", "a2", "ada@example.com");
    return one;
  }

  @Test
  void noneIsASentence() {
    assertThat(run("account", "list").text())
        .isEqualTo("no accounts; 'photon register' makes one\n--- status 0\n");
    assertThat(run("account", "list", "-o", "json").out()).isEqualTo("{\n  \"accounts\": []\n}\n");
    assertThat(run("account", "show").err())
        .contains("there is no account yet", "photon register EMAIL");
    assertThat(run("account", "use", "ada@example.com").status()).isEqualTo(ExitStatus.REFUSED);
  }

  @Test
  void theOnlyOneIsTheDefault() throws Exception {
    KeptState state = KeptState.of(folder, Duration.ZERO);
    var unused = state.account("one.example.com", "a1", "ada@example.com");
    assertThat(run("account", "list").out())
        .isEqualTo(
            """
            REGISTRY                     ADDRESS            EMAIL            ID  CERTIFICATE   DEFAULT
            %s  one.example.com:1  ada@example.com  a1  89 days left  yes
            """
                .formatted(state.root().registry()));
  }

  @Test
  void whichOneIsTheDefaultIsChosenAndKept() throws Exception {
    KeptState one = three();
    assertThat(run("account", "list").out()).doesNotContain("yes");
    assertThat(run("account", "show").err())
        .contains("there are several accounts, and none of them is the default", "b1 (bob@");

    assertThat(run("account", "use", "bob@example.com").out())
        .isEqualTo(
            "the default is bob@example.com at one.example.com:1 ("
                + one.root().registry()
                + ")\n");

    assertThat(run("account", "show").out())
        .startsWith("bob@example.com at one.example.com:1, the");
    assertThat(run("account", "list").out()).containsOnlyOnce("  yes\n");
    assertThat(run("account", "use", "two.example.com", "--quiet").text())
        .isEqualTo("--- status 0\n");
    assertThat(run("account", "show", "-o", "json").out())
        .contains("\"id\": \"a2\"", "\"default\": true");
    Path kept = folder.resolve("accounts/default.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatIsUnclearIsAskedBack() throws Exception {
    KeptState one = three();
    assertThat(run("account", "use", "ada@example.com").err())
        .contains("'ada@example.com' says 2 accounts", "say one by its id: ", "a1 (", "a2 (");
    assertThat(run("account", "use", "bbo@example.com").err())
        .contains("there is no account 'bbo@example.com' here", "did you mean 'bob@example.com'?");
    // What the calling commands take as their account, too: the registry's port answers nobody.
    assertThat(run("list", "-h", "two.example.com:2").err())
        .contains("there is no account at two.example.com:2 yet");
    assertThat(run("certificate", "show", "-h", "one.example.com:1").err())
        .contains("there are several accounts at one.example.com:1");
    assertThat(run("account", "use", one.root().registry()).err()).contains("says 2 accounts");
  }

  @Test
  void allOfOneIsShownButItsKey() throws Exception {
    KeptState state = KeptState.of(folder, Duration.ZERO);
    var own = state.account("one.example.com", "a1", "ada@example.com");
    Ran shown = run("account", "show", "one.example.com");
    assertThat(shown.status()).isEqualTo(ExitStatus.DONE);
    assertThat(shown.out())
        .contains(
            state.root().registry(),
            state.root().fingerprint().text(),
            own.identity().uri(),
            "89 days left",
            folder.resolve("accounts").toString());
    assertThat(shown.text() + run("account", "show", "-o", "yaml").text())
        .doesNotContain(Pem.encode(own.privateKey()).lines().toList().get(1));
  }

  @Test
  void aRegistryThatIsKnownNeedsNoFingerprint() throws Exception {
    KeptState state = KeptState.of(folder, Duration.ZERO);
    var unused = state.account("localhost", "a1", "ada@example.com");
    Ran again = run("register", "ada@example.com", "-h", "localhost:1");
    assertThat(again.status()).as(again.err()).isEqualTo(ExitStatus.DONE);
    assertThat(again.out()).startsWith("registered ada@example.com as a1");
    assertThat(run("register", "ada@example.com", "-h", "localhost:2").err())
        .contains("a registry that is not known yet needs --ca-fingerprint");
  }

  /** The call then fails, after the five seconds for which nobody answers. */
  @Test
  void aCertificateThatNearsItsEndIsToldBeforeTheCall() throws Exception {
    KeptState state = KeptState.of(folder, Duration.ofDays(70));
    var unused = state.account("localhost", "a1", "ada@example.com");
    unused = state.access("shop", "a1");
    assertThat(run("list").err())
        .startsWith(
            "photon: the certificate of ada@example.com at localhost:1 ends in 19 days;"
                + " 'photon register ada@example.com -h localhost:1' renews it with the same key\n")
        .contains("does not answer");
    assertThat(run("status", "--name", "shop", "-o", "json").err())
        .startsWith(
            "photon: your access to shop ends in 19 days; 'photon certificate renew --name shop'"
                + " renews it\n")
        .contains("does not answer");
  }

  @Test
  void aFreshOneIsNotMentioned() throws Exception {
    assertThat(notices(Duration.ofDays(59))).isEmpty();
  }

  @Test
  void anExpiredOneIsToldAsSuch() throws Exception {
    assertThat(notices(Duration.ofDays(93)))
        .isEqualTo(
            """
            photon: the certificate of ada@example.com at localhost:1 ended 3 days ago; 'photon \
            register ada@example.com -h localhost:1' renews it with the same key
            photon: your access to shop ended 3 days ago; what is your own your account gets back \
            now, for another's ask its owner
            """);
  }

  private String notices(Duration age) throws Exception {
    KeptState state = KeptState.of(folder, age);
    var unused = state.account("localhost", "a1", "ada@example.com");
    unused = state.access("shop", "a1");
    var err = new ByteArrayOutputStream();
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Map.of(),
            Console.Terminals.NONE);
    try (PhotonClient client = Clients.open(folder)) {
      ExpiryNotice.ofAccounts(console, client, client.accounts());
      for (String each : List.of("shop", "far")) {
        Account owner = client.accounts().get(0);
        var listed =
            new ListedDeployment(
                owner,
                new DeploymentName(each),
                new DeploymentId(each),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
        ExpiryNotice.ofAccess(console, client, List.of(listed));
      }
    }
    return err.toString(UTF_8);
  }
}
