package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import java.util.List;

/** {@code photon access leave}: forgets an access. */
final class AccessLeave implements ClientCommand {
  @Override
  public Syntax syntax() {
    return Syntax.command(
            "access leave",
            """
            Forgets your access to a deployment of somebody else. Your own deployments end with
            'photon delete'.
            """,
            List.of("photon access leave --name their-shop"))
        .option(Options.file())
        .option(Clients.name())
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    RememberedDeployment deployment = Clients.deployment(typed, client);
    client.leave(deployment);
    if (!typed.has("--quiet")) {
      console.out().println("forgot " + deployment.name());
    }
    return ExitStatus.DONE;
  }
}
