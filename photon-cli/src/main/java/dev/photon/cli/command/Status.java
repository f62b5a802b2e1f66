package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import java.util.List;

/** {@code photon status}: how a deployment stands. */
final class Status implements ClientCommand {

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "status",
            """
            Shows a deployment: its clusters, nodes and public addresses, and what it costs an hour.
            """,
            List.of("photon status", "photon status --name shop -o json | jq .phase"))
        .option(Options.file())
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    RememberedDeployment deployment = Clients.deployment(typed, client);
    ExpiryNotice.ofAccess(console, client, deployment);
    Create.print(typed, console, format, client.status(deployment));
    return ExitStatus.DONE;
  }
}
