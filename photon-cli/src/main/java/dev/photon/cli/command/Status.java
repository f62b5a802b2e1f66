package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code photon status}: how a deployment stands. */
final class Status implements Command {

  @Override
  public CommandSpec spec() {
    return Layout.command(
            "status",
            """
            Shows a deployment: its clusters, nodes and public addresses, and what it costs an hour.
            """,
            List.of("photon status", "photon status --name shop -o json | jq .phase"))
        .addOption(Options.file())
        .addOption(Hosts.metacenter())
        .addOption(Clients.name())
        .addOption(Options.output())
        .addOption(StateFolder.option())
        .addOption(Layout.helpOption());
  }

  @Override
  public int run(ParseResult typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    try (PhotonClient client = Clients.open(typed, console)) {
      Create.print(typed, console, format, client.status(Clients.deployment(typed, client)));
      return ExitStatus.DONE;
    } catch (ClientException e) {
      throw Clients.failure(e);
    }
  }
}
