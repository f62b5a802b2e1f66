package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A command that was run as a person would, and all that came of it. */
record Ran(int status, String out, String err) {

  /** Runs a command that is not at a terminal. */
  static Ran run(String... args) {
    return run(Map.of(), Console.Terminals.NONE, "", args);
  }

  static Ran run(
      Map<String, String> environment, Console.Terminals terminals, String in, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            terminals);
    int status = Commands.run(console, args);
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** All of it as one text, to be compared with a golden file. */
  String text() {
    return out
        + (err.isEmpty() ? "" : "--- standard error\n" + err)
        + "--- status "
        + status
        + "\n";
  }
}
