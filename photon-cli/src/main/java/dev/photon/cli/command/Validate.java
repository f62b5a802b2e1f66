package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.DiagnosticView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.Words;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.Placement;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code photon validate}: all that is wrong with a file, each with its place. */
final class Validate implements Command {

  @Override
  public CommandSpec spec() {
    return Layout.command(
            "validate",
            """
            Checks a deployment file and the files that it includes, and prints all problems of one
            run, each with its place. Exit status: 0 valid, 1 invalid, 2 could not be read.
            """,
            List.of(
                "photon validate",
                "photon validate -f shop/photon.yml --quiet && echo valid",
                "photon validate -o json | jq .errors"))
        .addOption(Options.file())
        .addOption(Options.output())
        .addOption(Options.quiet())
        .addOption(Layout.helpOption());
  }

  @Override
  public int run(ParseResult typed, Console console) throws CommandFailure {
    OutputFormat format = Options.output(typed);
    DeploymentFile file = DeploymentFile.load(typed);
    List<Diagnostic> diagnostics = file.loaded().diagnostics();
    if (format != OutputFormat.TEXT) {
      console.out().print(format.write(DiagnosticView.data(file.path().toString(), diagnostics)));
    } else {
      print(typed, console, file);
    }
    return file.loaded().hasErrors() ? ExitStatus.REFUSED : ExitStatus.DONE;
  }

  private static void print(ParseResult typed, Console console, DeploymentFile file) {
    boolean quiet = Options.has(typed, "--quiet");
    for (Diagnostic diagnostic : file.loaded().diagnostics()) {
      if (!quiet || diagnostic.severity() == Diagnostic.Severity.ERROR) {
        console.out().println(DiagnosticView.text(diagnostic, console.outStyle()));
      }
    }
    if (!quiet) {
      String counted = DiagnosticView.count(file.loaded().diagnostics());
      String verdict =
          file.loaded()
              .value()
              .map(
                  config -> "valid: " + summary(config) + (counted.isEmpty() ? "" : "; " + counted))
              .orElse(counted);
      console.out().println(file.path() + ": " + verdict);
    }
  }

  private static String summary(DeploymentConfig config) {
    long nodes =
        config.placements().values().stream()
            .flatMap(places -> places.values().stream())
            .mapToLong(Placement::nodes)
            .sum();
    return Words.count(config.services().size(), "service")
        + ", "
        + Words.count(nodes, "node")
        + " in "
        + Words.count(config.datacenters().size(), "datacenter");
  }
}
