package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.config.DeploymentConfig;
import dev.photon.core.client.ClientException;
import dev.photon.core.client.DeploymentName;
import dev.photon.core.client.PhotonClient;
import dev.photon.core.client.RememberedDeployment;
import dev.photon.core.plugin.PluginException;
import dev.photon.core.plugin.Plugins;
import dev.photon.core.rollout.NotYet;
import dev.photon.spi.api.Endpoint;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the commands that speak to servers have in common. */
final class Clients {
  static final String TRANSPORT = "grpc";

  private Clients() {}

  /** A client on the state folder that was named. */
  static PhotonClient open(Typed typed, Console console) throws CommandFailure {
    return open(StateFolder.of(typed, console));
  }

  static PhotonClient open(Path state) throws CommandFailure {
    try {
      return PhotonClient.open(state, Plugins.standard().transport(TRANSPORT), Clock.systemUTC());
    } catch (PluginException e) {
      throw failure(e);
    }
  }

  static CommandFailure failure(PluginException e) {
    return new CommandFailure(
        ExitStatus.USAGE, String.valueOf(e.getMessage()), Optional.empty(), e);
  }

  /** What a failure of the client is as an exit status. */
  static CommandFailure failure(ClientException e) {
    int status =
        switch (e.kind()) {
          case INVALID, REFUSED, LOCAL -> ExitStatus.REFUSED;
          case UNREACHABLE -> ExitStatus.UNREACHABLE;
          case TIMED_OUT -> ExitStatus.TIMED_OUT;
        };
    return new CommandFailure(status, e.getMessage(), e.hint(), e);
  }

  static Syntax.Option name() {
    return Options.text(
        "NAME", "the deployment's name (default: the name of the file's folder)", "--name");
  }

  /** The name that was typed, or the one of the folder of the file that was. */
  static DeploymentName name(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--name");
    if (given.isPresent()) {
      try {
        return new DeploymentName(given.get());
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage(String.valueOf(e.getMessage()), "give another one with --name");
      }
    }
    Path file = Options.path(typed.value("--file").orElse("photon.yml"));
    return DeploymentName.ofFolder(file)
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "the folder of '" + file + "' does not make a name for a deployment",
                    "give one with --name"));
  }

  /** The deployment that is meant, where {@code -h} says or where it was created. */
  static RememberedDeployment deployment(Typed typed, PhotonClient client)
      throws CommandFailure, ClientException {
    DeploymentName name = name(typed);
    Optional<RememberedDeployment> found = client.deployment(name);
    if (found.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "there is no deployment '" + name + "' of yours",
          "'photon list' shows those there are, 'photon create' makes one, --name or -f names another");
    }
    RememberedDeployment deployment = found.get();
    Optional<Endpoint> host = Hosts.host(typed, deployment.endpoint().port());
    return host.isEmpty() ? deployment : deployment.at(host.get());
  }

  static Syntax.Option timeout(String defaultText) {
    return Options.text(
        "TIME", "how long to wait, as 30s, 5m or 1h (default: " + defaultText + ")", "--timeout");
  }

  static Duration timeout(Typed typed, Duration otherwise) throws CommandFailure {
    Optional<String> given = typed.value("--timeout");
    return given.isPresent() ? WaitingTime.parse("--timeout", given.get()) : otherwise;
  }

  /** The configuration in the file, all of which can be carried out; problems are told. */
  static DeploymentConfig config(Typed typed, Console console) throws CommandFailure {
    DeploymentConfig config =
        DeploymentFile.load(typed, console).require(console, typed.has("--quiet"));
    List<String> notYet = NotYet.of(config);
    if (!notYet.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.REFUSED, NotYet.message(notYet), "remove it from the file for now");
    }
    return config;
  }
}
