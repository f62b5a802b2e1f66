package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import dev.photon.cli.view.Style;
import dev.photon.cli.view.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** All commands by name, and how one of them is run. */
public final class Commands {
  private static final int LONGEST_MESSAGE = 2000;

  /** A name of one or two words, and what is behind it; the class is loaded when it is used. */
  record Entry(String name, String summary, Supplier<Command> command) {}

  static final List<Entry> ALL =
      List.of(
          new Entry("validate", "checks deployment files", Validate::new),
          new Entry(
              "config", "prints a file as one document, or where it says what", ConfigCommand::new),
          new Entry("include", "lists and locks the files that a file includes", Include::new),
          new Entry("explain", "explains the code of an error or warning", Explain::new),
          new Entry("schema", "prints the language as a schema for editors", Schema::new),
          new Entry("register", "makes an account at a registry", Register::new),
          new Entry("create", "creates a deployment and waits for it", Create::new),
          new Entry("list", "lists your deployments", ListDeployments::new),
          new Entry("search", "shows the datacenters that match a file", Search::new),
          new Entry("update", "sends a new revision and waits for it", Update::new),
          new Entry("delete", "deletes a deployment with all its nodes", Delete::new),
          new Entry("status", "shows clusters, nodes, addresses and cost", Status::new),
          new Entry(
              "connections", "shows who may reach whom, and by which rule", ShowConnections::new),
          new Entry("graph", "draws the services and who may reach whom", Graph::new),
          new Entry("notify", "sends a test notification", Notify::new),
          new Entry("dev", "runs a whole network on this machine, and a file on it", Dev::new),
          new Entry("registry serve", "runs a registry", RegistryServe::new),
          new Entry("metacenter serve", "runs a host of metacenters", MetacenterServe::new),
          new Entry("datacenter serve", "runs the agent of a datacenter", DatacenterServe::new));

  private Commands() {}

  /** Runs what was typed, tells errors on the console, and returns the exit status. */
  public static int run(Console console, String... args) {
    try {
      return dispatch(console, args);
    } catch (CommandFailure e) {
      tell(console, e.getMessage(), e.hint());
      debug(console, e);
      return e.status();
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
      tell(
          console,
          "this is a fault of photon: " + e,
          Optional.of("PHOTON_DEBUG=1 prints where; please report it"));
      debug(console, e);
      return ExitStatus.REFUSED;
    }
  }

  private static int dispatch(Console console, String... args) throws CommandFailure {
    if (args.length == 0) {
      console.err().print(Overview.text(console.errStyle()));
      return ExitStatus.USAGE;
    }
    if (args[0].equals("--help") || args[0].equals("help")) {
      console.out().print(Overview.text(console.outStyle()));
      return ExitStatus.DONE;
    }
    if (args[0].equals("--version") || args[0].equals("-V")) {
      console.out().println("photon " + Overview.version());
      return ExitStatus.DONE;
    }
    for (int words = Math.min(2, args.length); words > 0; words--) {
      String name = String.join(" ", Arrays.asList(args).subList(0, words));
      for (Entry entry : ALL) {
        if (entry.name().equals(name)) {
          return run(entry, console, Arrays.copyOfRange(args, words, args.length));
        }
      }
    }
    throw Overview.unknown(args);
  }

  private static int run(Entry entry, Console console, String... args) throws CommandFailure {
    Command command = entry.command().get();
    CommandLine line = new CommandLine(command.spec(), Layout.MAKES_LISTS).setExpandAtFiles(false);
    ParseResult typed;
    try {
      typed = line.parseArgs(args);
    } catch (ParameterException e) {
      throw Layout.failure(entry.name(), e);
    }
    if (typed.isUsageHelpRequested()) {
      console.out().print(Layout.help(line, console.outStyle()));
      return ExitStatus.DONE;
    }
    return command.run(typed, console);
  }

  /** An error as one line, and below it what to do. */
  static void tell(Console console, String message, Optional<String> hint) {
    Style style = console.errStyle();
    StringBuilder text = new StringBuilder(style.error("photon:")).append(' ');
    text.append(Words.line(message, LONGEST_MESSAGE)).append('\n');
    hint.ifPresent(
        h -> text.append("  hint: ").append(Words.line(h, LONGEST_MESSAGE)).append('\n'));
    console.out().flush();
    console.err().print(text);
    console.err().flush();
  }

  private static void debug(Console console, Throwable e) {
    if (console.environment("PHOTON_DEBUG").isPresent()) {
      e.printStackTrace(console.err());
    }
  }
}
