package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.DiagnosticView;
import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.Loaded;
import dev.photon.config.UnreadableConfigException;
import dev.photon.config.include.IncludeAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that a command is about, read and checked.
 *
 * @param path of a document that came from standard input: a file in the current folder
 */
record DeploymentFile(String name, Path path, Loaded<DeploymentConfig> loaded) {
  /** What a file is called that is read from standard input. */
  static final String STANDARD_INPUT = "-";

  /** Which file is meant by {@code -f}, or by its absence. */
  static String name(Typed typed) throws CommandFailure {
    Optional<String> given = typed.value("--file");
    return given.isPresent() ? given.get() : defaultFile(Path.of("")).toString();
  }

  /** Reads it; that it can be read at all is sure afterwards, that it is valid is not. */
  static DeploymentFile load(Typed typed, Console console) throws CommandFailure {
    return load(typed, console, name(typed));
  }

  static DeploymentFile load(Typed typed, Console console, String name) throws CommandFailure {
    Path path = path(name);
    return load(console, name, FileOptions.loader(typed, console, path));
  }

  static DeploymentFile load(Console console, String name, ConfigLoader loader)
      throws CommandFailure {
    Path path = path(name);
    if (name.equals(STANDARD_INPUT)) {
      Loaded<DeploymentConfig> loaded =
          loader.load("<stdin>", standardInput(console), new IncludeAddress.Local(path));
      return new DeploymentFile("<stdin>", path, loaded);
    }
    try {
      return new DeploymentFile(name, path, loader.load(path));
    } catch (UnreadableConfigException e) {
      throw new CommandFailure(ExitStatus.USAGE, String.valueOf(e.getMessage()), e.hint(), e);
    }
  }

  /** The valid configuration; its problems are told on standard error. */
  DeploymentConfig require(Console console, boolean quiet) throws CommandFailure {
    for (Diagnostic diagnostic : loaded.diagnostics()) {
      if (!quiet || diagnostic.severity() == Diagnostic.Severity.ERROR) {
        console.err().println(DiagnosticView.text(diagnostic, console.errStyle()));
      }
    }
    return loaded
        .value()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitStatus.REFUSED,
                    "'" + name + "' is invalid: " + DiagnosticView.count(loaded.diagnostics())));
  }

  static Path path(String name) throws CommandFailure {
    return name.equals(STANDARD_INPUT) ? Path.of("photon.yml") : Options.path(name);
  }

  private static String standardInput(Console console) throws CommandFailure {
    String text = BoundedText.of(console.in(), "standard input", "pipe a deployment file into it");
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** {@code photon.yml}, else {@code photon.yaml}. */
  private static Path defaultFile(Path folder) throws CommandFailure {
    Path shorter = folder.resolve("photon.yml");
    Path longer = folder.resolve("photon.yaml");
    boolean hasShorter = Files.exists(shorter);
    boolean hasLonger = Files.exists(longer);
    if (hasShorter && hasLonger) {
      throw CommandFailure.usage(
          "there are both photon.yml and photon.yaml here", "remove one, or name one with -f");
    }
    if (!hasShorter && !hasLonger) {
      throw CommandFailure.usage("there is no photon.yml here", "write one, or name it with -f");
    }
    return hasShorter ? shorter : longer;
  }
}
