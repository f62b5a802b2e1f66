package dev.photon.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.process.PhotonProcess.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps by which a registry's root is kept offline, as its operator takes them. */
class OfflineRootIT {
  private static final Duration MOST = Duration.ofSeconds(60);
  private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");

  @TempDir private Path folder = Path.of("");

  private Commands commands() {
    return new Commands(folder, MOST);
  }

  private static String fingerprint(String text) {
    Matcher found = FINGERPRINT.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group();
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  @Test
  void aRegistryServesBelowARootThatIsElsewhere() throws Exception {
    String passphrase = PassphraseFile.in(folder).toString();
    String rootPassphrase = PassphraseFile.in(folder, "root", "a root horse battery").toString();
    String offline = folder.resolve("offline").toString();
    String state = folder.resolve("state").toString();
    String[] server = {"--passphrase-file", passphrase, "--state", state};
    String[] root = {"--folder", offline, "--passphrase-file", rootPassphrase};

    String pin = fingerprint(commands().done(with(root, "root", "create")).out());
    Ended request = commands().done(with(server, "registry", "request"));
    String csr = file("request.pem", request.out());
    Ended early = commands().photon(with(server, "registry", "serve", "--listen", "127.0.0.1:0"));
    assertThat(early.status()).isEqualTo(1);
    assertThat(early.err()).contains("its root is offline and has not answered yet");

    Ended signed = commands().done(with(root, "root", "sign", csr));
    assertThat(fingerprint(signed.err())).isEqualTo(fingerprint(request.err()));
    String answer = file("answer.pem", signed.out());
    Ended unpinned = commands().photon(with(server, "registry", "install", answer));
    assertThat(unpinned.status()).isEqualTo(1);
    assertThat(unpinned.err()).contains("so the root's fingerprint is needed");
    assertThat(
            commands()
                .done(with(server, "registry", "install", answer, "--ca-fingerprint", pin))
                .out())
        .contains("spiffe://ca.r1-", pin);

    Path keys = folder.resolve("state/registry/keys");
    assertThat(Files.readString(keys.resolve("issuing.pem"))).startsWith("-----BEGIN ENCRYPTED");
    assertThat(keys.resolve("root.pem")).doesNotExist();
    try (PhotonProcess registry =
        PhotonProcess.serve(folder, with(server, "registry", "serve", "--listen", "127.0.0.1:0"))) {
      assertThat(registry.printed()).contains(pin);
      String host = List.of(registry.printed().split(" ", -1)).get(2);
      String user = folder.resolve("user").toString();
      commands()
          .done(
              "register", "ada@example.com", "-h", host, "--ca-fingerprint", pin, "--state", user);
      commands().done("list", "--state", user);
      String shown = commands().done("certificate", "show", "--state", user, "-o", "json").out();
      assertThat(shown).contains("spiffe://ca.r1-", pin);
    }
  }

  private static String[] with(String[] options, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  @Test
  void wrongFilesAreOneErrorEach() throws Exception {
    String offline = folder.resolve("offline").toString();
    String[] root = {"--folder", offline, "--plain-keys"};
    String[] server = {"--plain-keys", "--state", folder.resolve("state").toString()};
    Ended none = commands().photon(with(root, "root", "sign", file("csr", "nonsense")));
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .contains("the PEM cannot be read", "'photon registry request' makes one");
    String csr = file("request.pem", commands().done(with(server, "registry", "request")).out());
    Ended rootless = commands().photon(with(root, "root", "sign", csr));
    assertThat(rootless.status()).isEqualTo(1);
    assertThat(rootless.err()).contains("there is no root in");
    commands().done(with(root, "root", "create"));
    Ended again = commands().photon(with(root, "root", "create"));
    assertThat(again.err()).contains("there is a root already");
    Ended tooLong = commands().photon(with(root, "root", "sign", csr, "--days", "5000"));
    assertThat(tooLong.status()).isEqualTo(2);
    assertThat(tooLong.err()).contains("'5000' is not a number of days");
    Ended early = commands().photon(with(root, "root", "renew"));
    assertThat(early.status()).isEqualTo(2);
    assertThat(early.err()).contains("the root counts until", "--early makes it now");
  }
}
