package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.MatchView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.spi.api.MatchResult;
import java.util.List;

/** {@code photon search}: what the market has for a file. */
final class Search implements ClientCommand {

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "search",
                """
            Shows the datacenters that match the file, with what they cost, and the best assignment;
            or why there is none. Changes nothing. Exit status: 0 there is an assignment, 1 none.
            """,
                List.of("photon search", "photon search -f shop/photon.yml -o yaml")))
        .option(Hosts.registry())
        .option(Options.output())
        .option(StateFolder.option())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    DeploymentConfig config = Clients.config(typed, console);
    MatchResult result =
        client.search(client.account(Hosts.host(typed, Hosts.REGISTRY_PORT)), config);
    console.print(
        format, () -> MatchView.text(result, console.outStyle()), () -> MatchView.data(result));
    return result.complete() ? ExitStatus.DONE : ExitStatus.REFUSED;
  }
}
