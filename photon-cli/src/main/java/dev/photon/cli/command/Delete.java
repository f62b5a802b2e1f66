package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import java.time.Duration;
import java.util.List;

/** {@code photon delete}: the end of a deployment. */
final class Delete implements ClientCommand {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @Override
  public Syntax syntax() {
    return Syntax.command(
            "delete",
            """
            Deletes a deployment: all its nodes, what depends on others first, then its metacenter.
            Asks first on a terminal; elsewhere it needs --yes.
            """,
            List.of("photon delete", "photon delete --name shop-test --yes"))
        .option(Options.file())
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(Options.flag("does not ask", "--yes"))
        .option(Clients.timeout("5m"))
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    Duration timeout = Clients.timeout(typed, TIMEOUT);
    RememberedDeployment deployment = Clients.deployment(typed, client);
    Question.confirm(
        typed,
        console,
        "the deletion of " + deployment.name(),
        "delete it",
        "Delete " + deployment.name() + " (" + deployment.id() + ") with all its nodes?",
        "not deleted");
    try (Shown shown = Shown.of(typed, console)) {
      client.delete(deployment, timeout, shown.progress());
    }
    if (!typed.has("--quiet")) {
      console.out().println("deleted " + deployment.name() + " (" + deployment.id() + ")");
    }
    return ExitStatus.DONE;
  }
}
