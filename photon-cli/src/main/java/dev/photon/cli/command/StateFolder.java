package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import java.nio.file.Path;
import java.util.Optional;

/** Where accounts, deployments and servers keep what must survive. */
final class StateFolder {
  private StateFolder() {}

  static Syntax.Option option() {
    return Options.text(
        "DIR",
        "the state folder (default: $XDG_STATE_HOME/photon or ~/.local/state/photon)",
        "--state");
  }

  /** The folder that was named, or the user's. */
  static Path of(Typed typed, Console console) throws CommandFailure {
    Optional<String> given = typed.value("--state");
    return given.isPresent() ? Options.path(given.get()).toAbsolutePath() : ofUser(console);
  }

  /** The user's own. */
  static Path ofUser(Console console) throws CommandFailure {
    return UserFolder.of(console, "XDG_STATE_HOME", ".local/state")
        .orElseThrow(
            () ->
                CommandFailure.usage(
                    "there is no home folder to keep state in", "name one with --state"));
  }
}
