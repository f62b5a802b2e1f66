package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistypedTest {

  @ParameterizedTest
  @CsvSource({
    "unknown-command, vaildate",
    "unknown-command-far, frobnicate",
    "unknown-option, validate --quite",
    "host-without-value, create -h",
    "output-unknown, validate -o xml",
    "superfluous, search photon.yml",
    "group-alone, registry",
    "group-unknown, registry server",
    "group-of-several, account",
    "group-help, certificate --help",
    "group-guess, account lsit",
    "side, certificate verify x.pem --as peer",
    "identity, certificate verify x.pem --identity https://example.com",
    "moment, certificate verify x.pem --at tomorrow",
    "fingerprint, certificate verify x.pem --ca-fingerprint sha256:12",
    "two-roots, certificate verify x.pem --ca root.pem --ca-fingerprint sha256:12",
    "no-chain, certificate verify does-not-exist.pem",
    "email, register ada",
    "host, list -h http://registry",
    "usage-date, usage --from yesterday",
    "usage-no-such-day, usage --until 2026-02-30",
    "usage-far, usage --until +12026-02-01T00:00:00Z",
    "usage-backwards, usage --from 2026-11-26 --until 2026-11-25",
    "usage-empty, usage --from 2026-11-25 --until 2026-11-25",
    "usage-csv, usage --csv -o json",
    "usage-output, usage verify -o csv",
    "usage-word, usage verfy",
    "time, delete --name x --timeout soon",
    "time-unit, delete --name x --timeout 5",
    "event, notify --event cluster.dwon",
    "level, registry serve --log-level loud",
    "region, datacenter serve --name west --region us-wset",
    "name, status --name Shop_1",
    "unpinned, register ada@example.com -h localhost:1"
  })
  void isToldInOneLineWithAHint(String golden, String args) {
    Ran typed =
        Ran.run(Map.of("HOME", "/home/nobody"), Console.Terminals.NONE, "", args.split(" "));

    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).startsWith("photon: ").doesNotContain("Exception", "\tat ");
    Golden.assertSame("mistyped-" + golden, typed.text());
  }

  @Test
  void nothingTypedPrintsTheOverviewOnStandardError() {
    Ran typed = Ran.run();

    assertThat(typed.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(typed.err()).isEqualTo(Ran.run("--help").out());
  }
}
