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
import java.util.Map;
import java.util.Optional;

/** {@code photon validate}: all that is wrong with files, each with its place. */
final class Validate implements Command {
  private static final String SARIF = "sarif";

  @Override
  public Syntax syntax() {
    Syntax.Builder syntax =
        Syntax.command(
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
    return FileOptions.addTo(syntax)
        .manyWords("FILE", "files to check, each by itself; - is standard input")
        .option(Options.flag("counts warnings as errors", "--strict"))
        .option(Options.flag("first writes what is certain to mend a problem", "--fix"))
        .option(format())
        .option(Options.quiet())
        .build();
  }

  private static Syntax.Option format() {
    return Options.text("FORMAT", "text, json, yaml or sarif (default: text)", "-o", "--output");
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    boolean sarif = typed.value("--output").equals(Optional.of(SARIF));
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
    boolean strict = typed.has("--strict");
    if (sarif) {
      console.out().print(format.write(sarif(files, strict)));
    } else if (format != OutputFormat.TEXT) {
      console.out().print(format.write(data(files, strict)));
    } else {
      for (DeploymentFile file : files) {
        print(typed, console, file, strict);
      }
    }
    if (!failures.isEmpty()) {
      throw told(failures, console);
    }
    return areGood(files, strict) ? ExitStatus.DONE : ExitStatus.REFUSED;
  }

  private static DeploymentFile load(Typed typed, Console console, String name)
      throws CommandFailure {
    DeploymentFile file = DeploymentFile.load(typed, console, name);
    boolean mended = typed.has("--fix") && Mending.mend(file, console);
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

  private static List<String> names(Typed typed) throws CommandFailure {
    List<String> names = new ArrayList<>();
    if (typed.has("--file") || typed.words().isEmpty()) {
      names.add(DeploymentFile.name(typed));
    }
    names.addAll(typed.words());
    int first = names.indexOf(DeploymentFile.STANDARD_INPUT);
    if (first != names.lastIndexOf(DeploymentFile.STANDARD_INPUT)) {
      throw CommandFailure.usage(
          "standard input can be read once only", "name - once among the files");
    }
    if (typed.has("--fix") && names.contains(DeploymentFile.STANDARD_INPUT)) {
      throw CommandFailure.usage("standard input cannot be mended", "name a file for --fix");
    }
    return names;
  }

  private static boolean isGood(DeploymentFile file, boolean strict) {
    return strict ? file.loaded().diagnostics().isEmpty() : !file.loaded().hasErrors();
  }

  private static boolean areGood(List<DeploymentFile> files, boolean strict) {
    for (DeploymentFile file : files) {
      if (!isGood(file, strict)) {
        return false;
      }
    }
    return true;
  }

  private static Data sarif(List<DeploymentFile> files, boolean strict) {
    List<Diagnostic> all = new ArrayList<>();
    for (DeploymentFile file : files) {
      all.addAll(file.loaded().diagnostics());
    }
    return SarifView.data(all, Overview.version(), strict);
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
            .add("valid", areGood(files, strict))
            .add("files", new Data.Items(all))
            .build();
  }

  private static void print(Typed typed, Console console, DeploymentFile file, boolean strict) {
    boolean quiet = typed.has("--quiet");
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
    Optional<DeploymentConfig> config = file.loaded().value();
    if (config.isPresent() && isGood(file, strict)) {
      return "valid: " + summary(config.get()) + (counted.isEmpty() ? "" : "; " + counted);
    }
    return strict && !file.loaded().hasErrors() && !counted.isEmpty()
        ? counted + ", which --strict counts as errors"
        : counted;
  }

  private static String summary(DeploymentConfig config) {
    long nodes = 0;
    for (Map<?, Placement> places : config.placements().values()) {
      for (Placement place : places.values()) {
        nodes += place.nodes();
      }
    }
    return Words.count(config.services().size(), "service")
        + ", "
        + Words.count(nodes, "node")
        + " in "
        + Words.count(config.datacenters().size(), "datacenter");
  }
}
