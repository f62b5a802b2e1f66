package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what can be typed, and what it does then. */
interface Command {

  /** Its options and its help. */
  CommandSpec spec();

  /**
   * Does it, and returns the exit status.
   *
   * @throws CommandFailure to end with an error that is told in one line
   */
  int run(ParseResult typed, Console console) throws CommandFailure;
}
