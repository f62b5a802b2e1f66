package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the ledger is asked for; no registry is called. */
class UsageTest {
  @TempDir private Path folder;

  @Test
  void theLongerNameOfACommandWins() {
    assertThat(Ran.run("usage", "verify", "--help").out()).startsWith("usage: photon usage verify");
    assertThat(Ran.run("usage", "--help", "verify").out()).startsWith("usage: photon usage [");
    assertThat(Ran.run("usage", "verfy").err()).contains("word 1 behind 'photon usage'");
  }

  @Test
  void withoutAnAccountItSaysHowToGetOne() throws Exception {
    for (String command : new String[] {"usage", "usage verify"}) {
      Ran none = Ran.run((command + " --state " + folder).split(" "));
      assertThat(none.status()).isEqualTo(ExitStatus.REFUSED);
      assertThat(none.out()).isEmpty();
      assertThat(none.err()).contains("there is no account yet", "photon register EMAIL");
    }
    var unused =
        KeptState.of(folder, Duration.ZERO).account("one.example.com", "a1", "ada@example.com");
    for (String command : new String[] {"usage", "usage verify"}) {
      Ran other = Ran.run((command + " -h two.example.com --state " + folder).split(" "));
      assertThat(other.status()).isEqualTo(ExitStatus.REFUSED);
      assertThat(other.err()).contains("there is no account at two.example.com:7400 yet");
    }
  }

  @Test
  void aTimeThatHasNotBegunIsEmpty() {
    String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
    Ran ran = Ran.run("usage", "--from", tomorrow, "--state", folder.toString());
    assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(ran.err()).startsWith("photon: --from: " + tomorrow + " is not before 2");
  }
}
