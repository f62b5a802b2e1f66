package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import java.nio.file.Path;
import java.util.Optional;

/** The folders of a user, by the XDG base directory specification. */
final class UserFolder {
  private UserFolder() {}

  /**
   * Photon's own, below the folder that the variable names or else below the home folder; empty if
   * there is neither.
   *
   * @param variable such as {@code XDG_STATE_HOME}; it counts only if it is absolute
   * @param inHome such as {@code .local/state}
   */
  static Optional<Path> of(Console console, String variable, String inHome) {
    Optional<String> named = console.environment(variable);
    if (named.isPresent() && Path.of(named.get()).isAbsolute()) {
      return Optional.of(Path.of(named.get(), "photon"));
    }
    Optional<String> home = console.environment("HOME");
    return home.isPresent() ? Optional.of(Path.of(home.get(), inHome, "photon")) : Optional.empty();
  }
}
