package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.graph.GraphFormat;
import dev.photon.cli.view.graph.GraphModel;
import dev.photon.core.client.DeploymentName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code photon graph}: a drawing of a file. */
final class Graph implements Command {

  @Override
  public Syntax syntax() {
    return FileOptions.addTo(
            Syntax.command(
                "graph",
                """
            Draws the services of a file, where they run, who may reach whom and by which port, and
            what waits for what. Asks no server and changes nothing.
            """,
                List.of(
                    "photon graph > shop.svg",
                    "photon graph -f shop/photon.yml --to shop.svg",
                    "photon graph --format mermaid",
                    "photon graph --format dot | dot -Tpdf > shop.pdf")))
        .option(Options.text("FORMAT", "svg, mermaid or dot (default: svg)", "--format"))
        .option(Options.text("PATH", "where to write it (default: standard output)", "--to"))
        .build();
  }

  @Override
  public int run(Typed typed, Console console) throws CommandFailure {
    GraphFormat format = format(typed);
    Optional<String> to = typed.value("--to");
    Optional<Path> written =
        to.isPresent() ? Optional.of(Options.path(to.get())) : Optional.empty();
    DeploymentFile file = DeploymentFile.load(typed, console);
    GraphModel model = GraphModel.of(file.require(console, false));
    if (!format.takes(model)) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "'" + file.name() + "' has too many services and connections for one picture",
          "--format dot writes it for Graphviz, whose 'sfdp' lays out large graphs");
    }
    String text = format.write(model, name(file.path()));
    if (written.isEmpty()) {
      console.out().print(text);
    } else {
      WholeFile.write(written.get(), text, "name a file in a folder that you may write to");
      console.out().println("wrote " + written.get());
    }
    return ExitStatus.DONE;
  }

  private static GraphFormat format(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--format");
    for (GraphFormat format : GraphFormat.values()) {
      if (given.isEmpty() || format.text().equals(given.get())) {
        return format;
      }
    }
    throw CommandFailure.usage(
        "'" + given.get() + "' is not a format of drawings", "use --format svg, mermaid or dot");
  }

  /** The deployment's name, or where the folder makes none, the file's. */
  private static String name(Path file) {
    return DeploymentName.ofFolder(file)
        .map(DeploymentName::toString)
        .orElseGet(() -> String.valueOf(file.getFileName()));
  }
}
