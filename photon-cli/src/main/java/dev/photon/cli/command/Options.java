package dev.photon.cli.command;

import dev.photon.cli.view.OutputFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The options that several commands have, and how their values are read. */
final class Options {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofDays(7);

  private Options() {}

  static OptionSpec file() {
    return text(
        "FILE",
        "the deployment file (default: photon.yml, else photon.yaml); - is standard input",
        "-f",
        "--file");
  }

  static OptionSpec output() {
    return text("FORMAT", "text, json or yaml (default: text)", "-o", "--output");
  }

  static OptionSpec quiet() {
    return flag("prints nothing but errors", "--quiet");
  }

  /** An option that is there or not. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names)
        .type(boolean.class)
        .arity("0")
        .description(escaped(description))
        .build();
  }

  /** An option with a value. */
  static OptionSpec text(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(String.class)
        .paramLabel(label)
        .description(escaped(description))
        .build();
  }

  /** An option with a value that may be given several times. */
  static OptionSpec texts(String label, String description, String... names) {
    return OptionSpec.builder(names)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .arity("1")
        .paramLabel(label)
        .description(escaped(description))
        .build();
  }

  /** The values of an option that may be given several times, each {@code NAME=VALUE}. */
  static Map<String, String> pairs(ParseResult typed, String option) throws CommandFailure {
    List<String> given = typed.matchedOptionValue(option, List.of());
    return pairs(option, given);
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

  /** What the option was given, if anything. */
  static Optional<String> value(ParseResult typed, String name) {
    return Optional.ofNullable(typed.matchedOptionValue(name, null));
  }

  static boolean has(ParseResult typed, String name) {
    return typed.hasMatchedOption(name);
  }

  /**
   * The format of output that was asked for.
   *
   * @param more formats that the command itself knows, for the hint
   */
  static OutputFormat output(ParseResult typed, String... more) throws CommandFailure {
    Optional<String> given = value(typed, "--output");
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

  /** Reads {@code 500ms}, {@code 30s}, {@code 5m} or {@code 1h}; from a millisecond to a week. */
  static Duration time(String option, String given) throws CommandFailure {
    Matcher matcher = TIME.matcher(given);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration time =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
          };
      if (!time.isZero() && time.compareTo(LONGEST) <= 0) {
        return time;
      }
    }
    throw CommandFailure.usage(
        option + ": '" + given + "' is not a time",
        "write it as 500ms, 30s, 5m or 1h; at most a week");
  }

  private static String escaped(String description) {
    return description.replace("%", "%%").replace("${", "$${");
  }
}
