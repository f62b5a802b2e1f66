package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShowConnectionsTest {
  private static final String FILES = "src/test/resources/dev/photon/cli/command/files/";

  @ParameterizedTest
  @CsvSource({
    "shop, ''",
    "shop-web, web",
    "shop-replica-all, replica --all",
    "shop-metrics-json, metrics -o json",
    "shop-ledger-yaml, ledger -o yaml",
    "shop-unknown, ledgre"
  })
  void areShownWithTheirRules(String golden, String args) {
    Ran typed = Ran.run(("connections -f " + FILES + "shop.yml " + args).trim().split(" +"));

    Golden.assertSame("connections-" + golden, typed.text());
  }

  @Test
  void allShowsEachPairOnce() {
    Ran typed = Ran.run("connections", "-f", FILES + "shop.yml", "--all");

    assertThat(typed.out().lines().filter(line -> line.contains("@"))).hasSize(15 * 10);
    assertThat(typed.out()).contains(" refused ").contains("of 150 pairs may connect\n");
  }

  @Test
  void anInvalidFileIsRefused() {
    Ran typed = Ran.run("connections", "-f", FILES + "invalid.yml");

    assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).contains("invalid.yml' is invalid: 4 errors");
  }
}
