package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.StatusView;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.Account;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.Progress;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.spi.api.MetacenterStatus;
import dev.photon.spi.api.RevisionReceipt;
import java.time.Duration;
import java.util.List;

/** {@code photon create}: a new deployment, and the wait for it. */
final class Create implements ClientCommand {
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "create",
                """
            Creates a deployment: checks the file, asks the registry for a metacenter, sends it the
            file with its includes, and waits until every node is ready. What is created is
            remembered under its name in the state folder.
            """,
                List.of(
                    "photon create",
                    "photon create -f shop/photon.yml -h registry.example.com --timeout 15m",
                    "photon create --name shop-test --detach")))
        .option(Hosts.registry())
        .option(Clients.name())
        .option(Options.flag("does not wait until it is ready", "--detach"))
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
    DeploymentName name = Clients.name(typed);
    Account account = client.account(Hosts.host(typed, Hosts.REGISTRY_PORT));
    MetacenterStatus status;
    try (Shown shown = Shown.of(typed, console)) {
      Progress progress = shown.progress();
      RememberedDeployment deployment = client.create(account, name, timeout, progress);
      progress.step("sending the first revision to " + deployment.id());
      RevisionReceipt receipt = client.send(deployment, config);
      status =
          typed.has("--detach")
              ? client.status(deployment)
              : client.awaitReady(deployment, receipt, timeout, progress);
    }
    print(typed, console, format, status);
    return ExitStatus.DONE;
  }

  /** The status as it was asked for. */
  static void print(Typed typed, Console console, OutputFormat format, MetacenterStatus status) {
    if (format != OutputFormat.TEXT) {
      console.out().print(format.write(StatusView.data(status)));
    } else if (!typed.has("--quiet")) {
      console.out().print(StatusView.text(status, console.outStyle()));
    }
  }
}
