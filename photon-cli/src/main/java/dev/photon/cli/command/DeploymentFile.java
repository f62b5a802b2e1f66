package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.DiagnosticView;
import dev.photon.config.ConfigLoader;
import dev.photon.config.DeploymentConfig;
import dev.photon.config.Diagnostic;
import dev.photon.config.Loaded;
import dev.photon.config.UnreadableConfigException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The file that a command is about, read and checked. */
record DeploymentFile(Path path, Loaded<DeploymentConfig> loaded) {

  /** Which file is meant by {@code -f}, or by its absence. */
  static Path path(ParseResult typed) throws CommandFailure {
    Optional<String> given = Options.value(typed, "--file");
    if (given.isPresent()) {
      return Options.path(given.get());
    }
    try {
      return ConfigLoader.standard().defaultFile(Path.of(""));
    } catch (UnreadableConfigException e) {
      throw unreadable(e);
    }
  }

  /** Reads it; that it can be read at all is sure afterwards, that it is valid is not. */
  static DeploymentFile load(ParseResult typed) throws CommandFailure {
    Path path = path(typed);
    try {
      return new DeploymentFile(path, ConfigLoader.standard().load(path));
    } catch (UnreadableConfigException e) {
      throw unreadable(e);
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
                    "'" + path + "' is invalid: " + DiagnosticView.count(loaded.diagnostics())));
  }

  private static CommandFailure unreadable(UnreadableConfigException e) {
    return new CommandFailure(
        ExitStatus.USAGE, String.valueOf(e.getMessage()), Optional.empty(), e);
  }
}
