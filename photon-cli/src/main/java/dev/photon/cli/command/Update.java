package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.RevisionReceipt;
import java.time.Duration;
import java.util.List;

/** {@code photon update}: a new revision, and the wait for it. */
final class Update implements ClientCommand {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "update",
                """
            Sends the file as a new revision of its deployment and waits until it is carried out.
            Only what differs is changed, one node at a time; a service that is the same in both
            revisions is not restarted.
            """,
                List.of("photon update", "photon update -f shop/photon.yml --timeout 15m")))
        .option(Hosts.metacenter())
        .option(Clients.name())
        .option(Options.flag("does not wait until it is carried out", "--detach"))
        .option(Clients.timeout("10m"))
        .option(Options.output())
        .option(StateFolder.option())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console, PhotonClient client)
      throws CommandFailure, ClientException {
    OutputFormat format = Options.output(typed);
    Duration timeout = Clients.timeout(typed, TIMEOUT);
    DeploymentConfig config = Clients.config(typed, console);
    RememberedDeployment deployment = Clients.deployment(typed, client);
    MetacenterStatus status;
    try (Shown shown = Shown.of(typed, console)) {
      shown.progress().step("sending a new revision to " + deployment.id());
      RevisionReceipt receipt = client.send(deployment, config);
      status =
          typed.has("--detach")
              ? client.status(deployment)
              : client.awaitReady(deployment, receipt, timeout, shown.progress());
    }
    Create.print(typed, console, format, status);
    return ExitStatus.DONE;
  }
}
