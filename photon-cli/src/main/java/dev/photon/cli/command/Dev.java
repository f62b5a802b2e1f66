package dev.photon.cli.command;

import dev.photon.cli.serve.DevNetwork;
import dev.photon.cli.serve.Logging;
import dev.photon.cli.serve.Machine;
import dev.photon.cli.serve.ServeException;
import dev.photon.cli.serve.Termination;
import dev.photon.cli.view.Console;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.crypto.KeyStoreDirectory;
import dev.photon.spi.BackendException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code photon dev}: a whole network on this machine, and the file deployed to it. */
final class Dev implements Command {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String REAL = "docker";
  private static final String SIMULATED = "simulated";

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "dev",
                """
            Runs a whole network on this machine, with a datacenter for each one that the file
            names, and deploys the file to it. Keeps it running and repaired until Ctrl-C, then
            removes all that it made. Nodes are containers of the Docker Engine that answers; where
            none does, they are simulated. The network's keys are kept in the clear.
            """,
                List.of(
                    "photon dev -f samples/hello/photon.yml",
                    "photon dev -f samples/hello/photon.yml --check",
                    "photon dev --backend simulated")))
        .option(
            Options.flag(
                "deploys, calls each public address once, prints the answers, deletes, ends",
                "--check"))
        .option(Options.flag("does not delete the nodes at the end", "--keep"))
        .option(
            Options.text(
                "BACKEND", "docker or simulated (default: docker where it answers)", "--backend"))
        .option(Clients.name())
        .option(
            Options.text(
                "DIR",
                "the network's state (default: dev/NAME in the user's state folder)",
                "--state"))
        .option(Clients.timeout("5m"))
        .option(
            Options.text(
                "LEVEL",
                "what is logged to the file 'log' in the state folder (default: info)",
                "--log-level"))
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    Duration timeout = Clients.timeout(typed, TIMEOUT);
    DeploymentConfig config = Clients.config(typed, console);
    DeploymentName name = Clients.name(typed);
    Machine machine = machine(typed, console, config.datacenters().size());
    Path folder = folder(typed, console, name);
    Logging.toFile(folder.resolve("log"), Servers.level(typed, "info"));
    Termination termination = Termination.listen(PATIENCE);
    int status = ExitStatus.REFUSED;
    try (PhotonClient client = Clients.open(folder);
        DevNetwork network = DevNetwork.start(folder, client, config, machine)) {
      DevDeployment deployment =
          new DevDeployment(client, network, name, config, timeout, console, termination);
      status = deployment.run(typed);
      return status;
    } catch (ClientException e) {
      CommandFailure failure = Clients.failure(e);
      status = failure.status();
      throw failure;
    } catch (ServeException e) {
      throw Servers.failure(e);
    } finally {
      console.flush();
      termination.done(status);
    }
  }

  /** The first line that is printed says when nothing real runs. */
  private static Machine machine(Typed typed, Console console, int datacenters)
      throws CommandFailure {
    Optional<String> wanted = typed.value("--backend");
    String backend = wanted.orElse(REAL);
    try {
      Machine machine = Machine.ask(backend, datacenters);
      if (machine.simulated()) {
        console.out().println("simulated nodes: nothing real runs");
      }
      return machine;
    } catch (BackendException e) {
      if (wanted.isPresent()) {
        throw new CommandFailure(
            ExitStatus.UNREACHABLE,
            "the backend '" + backend + "' cannot be used: " + e.getMessage(),
            Optional.of(
                "start it ('dev/engine up', or install Docker), or use --backend simulated"),
            e);
      }
    } catch (ServeException e) {
      throw Servers.failure(e);
    }
    console
        .out()
        .println(
            "simulated nodes: no Docker Engine answers, so nothing real runs; for containers run"
                + " 'dev/engine up' or install Docker");
    try {
      return Machine.ask(SIMULATED, datacenters);
    } catch (BackendException e) {
      throw new AssertionError("a simulation always answers", e);
    }
  }

  private static Path folder(Typed typed, Console console, DeploymentName name)
      throws CommandFailure {
    Optional<String> given = typed.value("--state");
    Path folder =
        given.isPresent()
            ? Options.path(given.get()).toAbsolutePath()
            : StateFolder.ofUser(console).resolve("dev").resolve(name.value());
    try {
      KeyStoreDirectory unused = KeyStoreDirectory.open(folder);
      return folder;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED, String.valueOf(e.getMessage()), Optional.empty(), e);
    }
  }
}
