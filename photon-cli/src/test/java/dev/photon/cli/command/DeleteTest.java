package dev.photon.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.photon.cli.view.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked before anything is deleted; no server is called here. */
class DeleteTest {
  private static final Console.Terminals TERMINAL = new Console.Terminals(true, true, true);

  @TempDir private Path state;

  @BeforeEach
  void remember() throws IOException {
    Path folder = Files.createDirectories(state.resolve("deployments/shop"));
    Files.writeString(
        folder.resolve("deployment.properties"),
        "id=shop-3f9a01bc\nregistry=r1-3f9a01bc.photon.internal\nhost=localhost\nport=1\n");
  }

  private Ran delete(Console.Terminals terminals, String answer, String name) {
    return Ran.run(
        Map.of("NO_COLOR", "1"),
        terminals,
        answer,
        "delete",
        "--name",
        name,
        "--state",
        state.toString());
  }

  @Test
  void withoutATerminalItNeedsYes() {
    Golden.assertSame("delete-unattended", delete(Console.Terminals.NONE, "yes\n", "shop").text());
  }

  @Test
  void anythingButYesIsNo() {
    for (String answer : new String[] {"", "\n", "n\n", "no\n", "yess\n", "x".repeat(10_000)}) {
      Ran typed = delete(TERMINAL, answer, "shop");

      assertThat(typed.status()).isEqualTo(ExitStatus.REFUSED);
      assertThat(typed.err())
          .isEqualTo("Delete shop (shop-3f9a01bc) with all its nodes? [y/N] photon: not deleted\n");
    }
  }

  @Test
  void yesGoesOn() {
    Ran typed = delete(TERMINAL, "y\n", "shop");

    assertThat(typed.err()).contains("the account that owns shop is not kept here");
  }

  @Test
  void aDeploymentThatIsNotThereIsToldWithoutAnyQuestion() {
    Golden.assertSame("delete-unknown", delete(TERMINAL, "y\n", "ship").text());
  }
}
