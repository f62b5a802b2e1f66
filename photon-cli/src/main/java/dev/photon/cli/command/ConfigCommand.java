package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.OutputFormat;
import dev.photon.config.ConfigPrinter;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Origin;
import dev.photon.config.Origins;
import dev.photon.config.ServiceName;
import java.util.List;
import java.util.Map;

/** {@code photon config}: the whole deployment, after includes, merging and variables. */
final class ConfigCommand implements Command {

  @Override
  public Syntax syntax() {
    Syntax.Builder syntax =
        Syntax.command(
            "config",
            """
            Prints the deployment as one canonical document: includes merged, variables replaced,
            defaults written out. Secrets are in it: it is for you, not for a log.
            """,
            List.of(
                "photon config",
                "photon config --origins | grep memory",
                "photon config --hash",
                "photon config -o json | jq .deployment"));
    return FileOptions.addTo(syntax)
        .option(
            Options.flag("says where each value was written, and what it overrides", "--origins"))
        .option(
            Options.flag(
                "prints a hash of what the deployment says, however it is written", "--hash"))
        .option(Options.flag("prints the names of the services, one a line", "--services"))
        .option(Options.output())
        .option(Options.quiet())
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    List<String> chosen =
        List.of("--origins", "--hash", "--services").stream()
            .filter(option -> typed.has(option))
            .toList();
    if (chosen.size() > 1) {
      throw CommandFailure.usage(
          String.join(" and ", chosen) + " do not go together", "ask for one of them");
    }
    DeploymentFile file = DeploymentFile.load(typed, console);
    DeploymentConfig config = file.require(console, typed.has("--quiet"));
    String what = chosen.isEmpty() ? "" : chosen.get(0);
    console.out().print(text(what, format, config, file.loaded().origins()));
    return ExitStatus.DONE;
  }

  private static String text(
      String what, OutputFormat format, DeploymentConfig config, Origins origins) {
    boolean data = format != OutputFormat.TEXT;
    return switch (what) {
      case "--hash" ->
          data
              ? format.write(Data.fields().add("hash", config.hash()).build())
              : config.hash() + "\n";
      case "--services" -> services(format, config);
      case "--origins" ->
          data ? format.write(origins(origins)) : ConfigPrinter.print(config, origins);
      default ->
          format == OutputFormat.JSON
              ? ConfigPrinter.printJson(config)
              : ConfigPrinter.print(config);
    };
  }

  private static String services(OutputFormat format, DeploymentConfig config) {
    if (format == OutputFormat.TEXT) {
      StringBuilder lines = new StringBuilder();
      config.services().keySet().forEach(name -> lines.append(name).append('\n'));
      return lines.toString();
    }
    return format.write(
        Data.fields()
            .add(
                "services",
                Data.items(
                    config.services().keySet(), (ServiceName name) -> new Data.Text(name.value())))
            .build());
  }

  private static Data origins(Origins origins) {
    return Data.fields()
        .add("origins", Data.items(origins.all().entrySet(), ConfigCommand::origin))
        .build();
  }

  private static Data origin(Map.Entry<String, Origins.Written> entry) {
    return Data.fields()
        .add("path", entry.getKey())
        .add("at", place(entry.getValue().origin()))
        .add("over", Data.items(entry.getValue().overridden(), ConfigCommand::place))
        .build();
  }

  private static Data place(Origin origin) {
    return Data.fields()
        .add("file", origin.source())
        .add("line", origin.line())
        .add("column", origin.column())
        .build();
  }
}
