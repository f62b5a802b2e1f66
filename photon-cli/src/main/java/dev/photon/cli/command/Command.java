package dev.photon.cli.command;

import dev.photon.cli.view.Console;

/** One command: what can be typed, and what it does then. */
interface Command {

  /** Its options and its help. */
  Syntax syntax();

  /**
   * Does it, and returns the exit status.
   *
   * @throws CommandFailure to end with an error that is told in one line
   */
  int run(Typed typed, Console console) throws CommandFailure;
}
