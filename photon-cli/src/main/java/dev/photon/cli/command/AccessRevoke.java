package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import java.util.List;

/** {@code photon access revoke}: takes access away. */
final class AccessRevoke implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "access revoke",
            """
            Takes away what an address was given: calls are refused from now on, and open streams end.
            Without effect where it has none.
            """,
            List.of("photon access revoke bob@example.com"))
        .word("EMAIL", "whose access it is")
        .option(Options.file())
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    String email = typed.words().get(0);
    RememberedDeployment deployment = Clients.deployment(typed, client);
    client.takeAccess(deployment, email);
    if (!typed.has("--quiet")) {
      console.out().println(email + " has no access to " + deployment.name() + " any more");
    }
    return ExitStatus.DONE;
  }
}
