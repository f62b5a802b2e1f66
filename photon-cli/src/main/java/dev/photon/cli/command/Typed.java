package dev.photon.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was typed behind the name of a command, and fits its syntax.
 *
 * @param options the values of each option that was given, by its long name; none for one that
 *     takes none
 * @param words those that are no options, in order
 */
record Typed(Map<String, List<String>> options, List<String> words) {
  static final String HELP = "--help";

  /** Whether the option was given. */
  boolean has(String option) {
    return options.containsKey(option);
  }

  /** What the option was given, if anything. */
  Optional<String> value(String option) {
    List<String> values = values(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** All that an option was given that may be repeated. */
  List<String> values(String option) {
    List<String> values = options.get(option);
    return values == null ? List.of() : values;
  }
}
