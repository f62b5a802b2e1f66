package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Data;
import dev.photon.cli.view.DiagnosticView;
import dev.photon.cli.view.OutputFormat;
import dev.photon.cli.view.SarifView;
import dev.photon.cli.view.Words;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code photon validate}: all that is wrong with files, each with its place. */
final class Validate implements Command {
  private static final String SARIF = "sarif";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Layout.command(
            "validate",
            """
            Checks deployment files and the files that they include, and prints all problems of one
            run, each with its place. Exit status: 0 valid, 1 invalid, 2 could not be read.
            """,
            List.of(
                "photon validate",
                "photon validate --strict shop/photon.yml blog/photon.yml",
                "photon validate -f shop/photon.yml --quiet && echo valid",
                "generate-deployment | photon validate -",
                "photon validate --fix",
                "photon validate -o json | jq .errors",
                "photon validate -o sarif > photon.sarif"));
    spec.addPositional(
        PositionalParamSpec.builder()
            .paramLabel("FILE")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description("files to check, each by itself; - is standard input")
            .build());
    return FileOptions.addTo(spec)
        .addOption(Options.flag("counts warnings as errors", "--strict"))
        .addOption(Options.flag("first writes what is certain to mend a problem", "--fix"))
        .addOption(format())
        .addOption(Options.quiet())
        .addOption(Layout.helpOption());
  }

  private static OptionSpec format() {
    return Options.text("FORMAT", "text, json, yaml or sarif (default: text)", "-o", "--output");
  }

  @Override
  public int run(ParseResult typed, Console console) throws CommandFailure {
    boolean sarif = Options.value(typed, "--output").equals(Optional.of(SARIF));
    OutputFormat format = sarif ? OutputFormat.JSON : Options.output(typed, SARIF);
    List<DeploymentFile> files = new ArrayList<>();
    List<CommandFailure> failures = new ArrayList<>();
    for (String name : names(typed)) {
      try {
        files.add(load(typed, console, name));
      } catch (CommandFailure e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty() && (format != OutputFormat.TEXT || files.isEmpty())) {
      throw told(failures, console);
    }
    boolean strict = Options.has(typed, "--strict");
    if (sarif) {
      List<Diagnostic> all =
          files.stream().flatMap(file -> file.loaded().diagnostics().stream()).toList();
      console.out().print(format.write(SarifView.data(all, Overview.version(), strict)));
    } else if (format != OutputFormat.TEXT) {
      console.out().print(format.write(data(files, strict)));
    } else {
      files.forEach(file -> print(typed, console, file, strict));
    }
    if (!failures.isEmpty()) {
      throw told(failures, console);
    }
    return files.stream().allMatch(file -> isGood(file, strict))
        ? ExitStatus.DONE
        : ExitStatus.REFUSED;
  }

  private static DeploymentFile load(ParseResult typed, Console console, String name)
      throws CommandFailure {
    DeploymentFile file = DeploymentFile.load(typed, console, name);
    boolean mended = Options.has(typed, "--fix") && Mending.mend(file, console);
    return mended ? DeploymentFile.load(typed, console, name) : file;
  }

  /** The last of them, with the others told: what is wrong with an option, once for all files. */
  private static CommandFailure told(List<CommandFailure> failures, Console console) {
    CommandFailure last = failures.get(failures.size() - 1);
    failures.stream()
        .filter(failure -> !failure.getMessage().equals(last.getMessage()))
        .forEach(failure -> Commands.tell(console, failure.getMessage(), failure.hint()));
    return last;
  }

  private static List<String> names(ParseResult typed) throws CommandFailure {
    List<String> names = new ArrayList<>();
    Options.value(typed, "--file").ifPresent(names::add);
    List<String> more = typed.matchedPositionalValue(0, List.of());
    names.addAll(more);
    if (names.isEmpty()) {
      names.add(DeploymentFile.name(typed));
    }
    if (names.stream().filter(DeploymentFile.STANDARD_INPUT::equals).count() > 1) {
      throw CommandFailure.usage(
          "standard input can be read once only", "name - once among the files");
    }
    if (Options.has(typed, "--fix") && names.contains(DeploymentFile.STANDARD_INPUT)) {
      throw CommandFailure.usage("standard input cannot be mended", "name a file for --fix");
    }
    return names;
  }

  private static boolean isGood(DeploymentFile file, boolean strict) {
    return strict ? file.loaded().diagnostics().isEmpty() : !file.loaded().hasErrors();
  }

  /** One file as itself, several as a list of them. */
  private static Data data(List<DeploymentFile> files, boolean strict) {
    List<Data> all = new ArrayList<>();
    for (DeploymentFile file : files) {
      all.add(DiagnosticView.data(file.name(), file.loaded().diagnostics(), isGood(file, strict)));
    }
    return all.size() == 1
        ? all.get(0)
        : Data.fields()
            .add("valid", files.stream().allMatch(file -> isGood(file, strict)))
            .add("files", new Data.Items(all))
            .build();
  }

  private static void print(
      ParseResult typed, Console console, DeploymentFile file, boolean strict) {
    boolean quiet = Options.has(typed, "--quiet");
    for (Diagnostic diagnostic : file.loaded().diagnostics()) {
      if (!quiet || strict || diagnostic.severity() == Diagnostic.Severity.ERROR) {
        console.out().println(DiagnosticView.text(diagnostic, console.outStyle()));
      }
    }
    if (!quiet) {
      console.out().println(file.name() + ": " + verdict(file, strict));
    }
  }

  private static String verdict(DeploymentFile file, boolean strict) {
    String counted = DiagnosticView.count(file.loaded().diagnostics());
    String said =
        file.loaded()
            .value()
            .filter(config -> isGood(file, strict))
            .map(config -> "valid: " + summary(config) + (counted.isEmpty() ? "" : "; " + counted))
            .orElse(counted);
    return strict && !file.loaded().hasErrors() && !counted.isEmpty()
        ? said + ", which --strict counts as errors"
        : said;
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
