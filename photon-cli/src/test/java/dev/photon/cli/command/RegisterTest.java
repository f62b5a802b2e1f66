package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code that proves an address, read from standard input. */
class RegisterTest {
  private static Ran register(String in) {
    String[] args = {"register", "ada@example.com", "-h", "127.0.0.1:1", "--code", "-"};
    return Ran.run(Map.of("HOME", "/nonexistent"), Console.Terminals.NONE, in, args);
  }

  @Test
  void isBoundedAndNeverQuoted() {
    Ran none = register("\n");
    assertThat(none.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(none.err()).contains("there is no code on standard input");

    Ran endless = register("1234-5678 ".repeat(1 << 17));
    assertThat(endless.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(endless.err()).contains("standard input is larger").doesNotContain("1234");

    Ran read = register("1234-5678\n");
    assertThat(read.err()).contains("--ca-fingerprint").doesNotContain("1234");
  }
}
