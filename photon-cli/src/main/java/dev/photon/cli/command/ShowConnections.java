package dev.photon.cli.command;

import dev.photon.cli.view.ConnectionsView;
import dev.photon.cli.view.Console;
import dev.photon.cli.view.OutputFormat;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Origins;
import dev.photon.config.ServiceName;
import dev.photon.core.plugin.Suggestion;
import java.util.List;
import java.util.Optional;

/** {@code photon connections}: who may reach whom, and which rule says so. */
final class ShowConnections implements Command {

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "connections",
                """
            Shows who may reach whom by a file, how, and which rule of the file says so. Whatever is
            not shown is refused. Asks no server and changes nothing.
            """,
                List.of(
                    "photon connections",
                    "photon connections db --all",
                    "photon connections -f shop/photon.yml -o json | jq '.connections[].rule'")))
        .optionalWord("SERVICE", "only what it may reach, and who may reach it")
        .option(
            Options.flag(
                "shows the pairs that may not connect, too, and each cluster that anyone includes",
                "--all"))
        .option(Options.output())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    DeploymentFile file = DeploymentFile.load(typed, console);
    DeploymentConfig config = file.require(console, false);
    ConnectionsView view =
        new ConnectionsView(
            config,
            path -> file.loaded().origins().at(path).map(Origins.Written::origin),
            new ConnectionsView.Choice(service(typed, file, config), typed.has("--all")));
    console.print(format, () -> view.text(console.outStyle()), () -> view.data());
    return ExitStatus.DONE;
  }

  private static Optional<ServiceName> service(
      Typed typed, DeploymentFile file, DeploymentConfig config) throws CommandFailure {
    if (typed.words().isEmpty()) {
      return Optional.empty();
    }
    String given = typed.words().get(0);
    List<String> names = config.services().keySet().stream().map(ServiceName::value).toList();
    if (!names.contains(given)) {
      throw CommandFailure.usage(
          "there is no service '" + given + "' in '" + file.name() + "'",
          Suggestion.nearest(given, names)
              .map(name -> "did you mean '" + name + "'?")
              .orElse("'photon connections' without a name shows all"));
    }
    return Optional.of(ServiceName.of(given));
  }
}
