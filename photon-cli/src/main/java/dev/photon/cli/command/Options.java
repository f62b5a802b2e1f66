package dev.photon.cli.command;

import dev.photon.cli.view.OutputFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The options that several commands have, and how their values are read. */
final class Options {
  private Options() {}

  static Syntax.Option file() {
    return text(
        "FILE",
        "the deployment file (default: photon.yml, else photon.yaml); - is standard input",
        "-f",
        "--file");
  }

  static Syntax.Option output() {
    return text("FORMAT", "text, json or yaml (default: text)", "-o", "--output");
  }

  static Syntax.Option quiet() {
    return flag("prints nothing but errors", "--quiet");
  }

  /** An option that is there or not. */
  static Syntax.Option flag(String description, String name) {
    return new Syntax.Option("", name, "", description, false);
  }

  /** An option with a value. */
  static Syntax.Option text(String label, String description, String name) {
    return text(label, description, "", name);
  }

  /** An option with a value and a letter, such as {@code -f}. */
  static Syntax.Option text(String label, String description, String letter, String name) {
    return new Syntax.Option(letter, name, label, description, false);
  }

  /** An option with a value that may be given several times. */
  static Syntax.Option texts(String label, String description, String name) {
    return new Syntax.Option("", name, label, description, true);
  }

  /** The values of an option that may be given several times, each {@code NAME=VALUE}. */
  static Map<String, String> pairs(Typed typed, String option) throws CommandFailure {
    return pairs(option, typed.values(option));
  }

  /** Reads {@code NAME=VALUE} each; a name that is given twice is an error. */
  static Map<String, String> pairs(String option, List<String> given) throws CommandFailure {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : given) {
      int equals = pair.indexOf('=');
      if (equals < 1 || pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
        throw CommandFailure.usage(
            option + ": not one NAME=VALUE for each name",
            "write it as NAME=VALUE, each name once");
      }
    }
    return pairs;
  }

  /**
   * The format of output that was asked for.
   *
   * @param more formats that the command itself knows, for the hint
   */
  static OutputFormat output(Typed typed, String... more) throws CommandFailure {
    Optional<String> given = typed.value("--output");
    for (OutputFormat format : OutputFormat.values()) {
      if (given.isEmpty() || format.text().equals(given.get())) {
        return format;
      }
    }
    throw CommandFailure.usage(
        "'" + given.get() + "' is not a format of output",
        "use -o text, json" + (more.length == 0 ? " or yaml" : ", yaml or " + more[0]));
  }

  static Path path(String given) throws CommandFailure {
    try {
      return Path.of(given);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("that is not a path: " + e.getMessage(), "give another one");
    }
  }
}
