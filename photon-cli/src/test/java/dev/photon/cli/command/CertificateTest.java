package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import dev.photon.crypto.CertificateFingerprint;
import dev.photon.crypto.Credentials;
import dev.photon.crypto.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateTest {
  @TempDir private Path folder;
  private String state = "";
  private String root = "";
  private String chain = "";
  private String uri = "";
  private String fingerprint = "";

  @BeforeEach
  void keep() throws Exception {
    state = folder.resolve("state").toString();
    KeptState kept = KeptState.of(Path.of(state), Duration.ofHours(1));
    var unused = kept.account("localhost", "a1", "ada@example.com");
    Credentials agent = kept.agent();
    uri = agent.identity().uri();
    fingerprint = kept.root().fingerprint().text();
    root = file("root.pem", Pem.encode(List.of(agent.root())));
    chain = file("chain.pem", Pem.encode(agent.chain()));
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String own() throws Exception {
    try (var found = Files.walk(Path.of(state))) {
      return found.filter(p -> p.endsWith("account.pem")).findFirst().orElseThrow().toString();
    }
  }

  @Test
  void withoutAFileItShowsOnesOwn() {
    Ran shown = Ran.run("certificate", "show", "--state", state);
    assertThat(shown.status()).isEqualTo(ExitStatus.DONE);
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .containsSubsequence(
            "account spiffe://",
            "issuer       O=photon,OU=",
            "89 days left",
            "usage        client\n",
            "\nregistry authority spiffe://",
            "fingerprint  " + fingerprint,
            "9 years left",
            "usage        signs certificates, never authenticates\n");
  }

  @Test
  void aFileIsShownCertificateByCertificate() {
    assertThat(Ran.run("certificate", "show", chain).out())
        .containsSubsequence(
            "agent " + uri, "6 days left", "client, server", "datacenter authority");
    assertThat(Ran.run("certificate", "show", chain, "-o", "json").out())
        .containsSubsequence(
            "\"role\": \"agent\"",
            "\"identity\": \"" + uri + "\"",
            "\"usages\": [",
            "\"role\": \"datacenter-authority\"");
  }

  @Test
  void aKeyInTheFileIsSaidToBeThereAndNotShown() throws Exception {
    Ran shown = Ran.run("certificate", "show", own());
    assertThat(shown.status()).isEqualTo(ExitStatus.DONE);
    assertThat(shown.err()).contains("has a private key in it, which is passed over");
    String key = Files.readString(Path.of(own())).lines().toList().get(1);
    assertThat(shown.text()).contains("account spiffe://").doesNotContain(key);
  }

  @Test
  void standardInputIsReadToo() throws Exception {
    String text = "some words\n" + Files.readString(Path.of(chain));
    Ran shown = Ran.run(Map.of(), Console.Terminals.NONE, text, "certificate", "show", "-");
    assertThat(shown.out()).startsWith("agent " + uri);
    assertThat(
            Ran.run(
                    Map.of(),
                    Console.Terminals.NONE,
                    "no certificate",
                    "certificate",
                    "verify",
                    "-",
                    "--ca",
                    root)
                .text())
        .isEqualTo(
            """
            --- standard error
            photon: standard input: no certificates can be read: there is no certificate in it; one \
            begins with -----BEGIN CERTIFICATE-----
              hint: certificates are read as PEM, as 'openssl x509' writes it
            --- status 2
            """);
  }

  @Test
  void whatIsNotPemIsToldInOneLine() throws Exception {
    String garbage = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    for (String text : List.of("", garbage, "x".repeat(70_000), garbage.repeat(9))) {
      Ran shown = Ran.run("certificate", "show", file("bad.pem", text));
      assertThat(shown.status()).isEqualTo(ExitStatus.USAGE);
      assertThat(shown.err()).startsWith("photon: '").doesNotContain("Exception");
      assertThat(shown.err().lines()).hasSize(2);
    }
    Files.write(folder.resolve("der"), new byte[] {0x30, (byte) 0x82, 1});
    assertThat(Ran.run("certificate", "show", folder.resolve("der").toString()).err())
        .contains("is not UTF-8 text", "hint: certificates are read as PEM");
  }

  @Test
  void aGoodChainIsGoodUnderEachWayOfTrust() {
    Ran good = new Ran(ExitStatus.DONE, "good: " + uri + "\n", "");
    assertThat(verify(chain, "--state", state)).isEqualTo(good);
    assertThat(verify(chain, "--ca", root)).isEqualTo(good);
    assertThat(verify(chain, "--ca", root, "--as", "server", "--identity", uri)).isEqualTo(good);
    assertThat(verify(chain, "--ca", root, "-o", "json").out())
        .isEqualTo(
            "{\n  \"good\": true,\n  \"identity\": \"%s\",\n  \"role\": \"agent\"\n}\n"
                .formatted(uri));
  }

  @Test
  void aFingerprintTrustsTheLastCertificateOfTheFile() throws Exception {
    String whole =
        file("whole.pem", Files.readString(Path.of(chain)) + Files.readString(Path.of(root)));
    assertThat(verify(whole, "--ca-fingerprint", fingerprint).out())
        .isEqualTo("good: " + uri + "\n");
    assertThat(verify(chain, "--ca-fingerprint", fingerprint).out())
        .startsWith("refused [untrusted]: the peer's root has the fingerprint");
  }

  /** The file is CHAIN, ROOT (an authority) or OWN (an account's); each reason with its words. */
  @ParameterizedTest
  @CsvSource({
    "CHAIN, unexpected-peer, --identity spiffe://r1-00000000.photon.internal/registry",
    "CHAIN, expired, --at 2099-01-01",
    "CHAIN, not-yet-valid, --at 2001-01-01T00:00:00Z",
    "ROOT, authority-as-peer, --as client",
    "OWN, usage, --as server"
  })
  void whyNotIsSaid(String which, String reason, String options) throws Exception {
    String file = Map.of("CHAIN", chain, "ROOT", root, "OWN", own()).getOrDefault(which, "");
    String[] more = ("--ca " + root + " " + options).split(" ");
    Ran refused = verify(file, more);
    assertThat(refused.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(refused.out()).startsWith("refused [" + reason + "]: ").hasLineCount(1);
    Ran data = verify(file, ("-o json --ca " + root + " " + options).split(" "));
    assertThat(data.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(data.out()).contains("\"good\": false", "\"reason\": \"" + reason + "\"");
  }

  @Test
  void anotherRegistrysRootDoesNotTrustIt() throws Exception {
    KeptState other = KeptState.of(folder.resolve("other"), Duration.ofHours(1));
    String foreign = file("foreign.pem", Pem.encode(List.of(other.root().credentials().root())));
    assertThat(CertificateFingerprint.of(other.root().credentials().root()).text())
        .isNotEqualTo(fingerprint);
    assertThat(verify(chain, "--ca", foreign).out()).startsWith("refused [untrusted]: ");
  }

  @Test
  void withoutARootToTrustItSaysHowToNameOne() {
    Ran lost = verify(chain, "--state", folder.resolve("empty").toString());
    assertThat(lost.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(lost.err())
        .contains("there is no root to trust: there is no account yet", "--ca FILE");
    assertThat(verify(chain, "--ca", chain).err()).contains("has several certificates");
  }

  private static Ran verify(String file, String... more) {
    String[] args = new String[more.length + 3];
    args[0] = "certificate";
    args[1] = "verify";
    args[2] = file;
    System.arraycopy(more, 0, args, 3, more.length);
    return Ran.run(args);
  }
}
