package dev.photon.cli.command;

import dev.photon.cli.view.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How help and usage errors look; the same for every command. */
final class Layout {
  private static final int WIDTH = 100;

  /**
   * No command is made from annotations, so only the lists of options that may be repeated are
   * made. Without this, picocli looks for Groovy in every jar there is, which takes longer than to
   * check a deployment file.
   */
  static final CommandLine.IFactory MAKES_LISTS =
      new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) {
          if (type == List.class) {
            return type.cast(new ArrayList<>());
          }
          throw new IllegalArgumentException("not made here: " + type.getName());
        }
      };

  private Layout() {}

  /**
   * Begins a command.
   *
   * @param name as typed, such as {@code registry serve}
   * @param description one paragraph
   * @param examples one command a line
   */
  static CommandSpec command(String name, String description, List<String> examples) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(name, MAKES_LISTS).name("photon " + name);
    spec.usageMessage()
        .width(WIDTH)
        .sortOptions(false)
        .abbreviateSynopsis(false)
        .synopsisHeading("usage: ")
        .descriptionHeading("%n")
        .description(description.strip().replace("%", "%%").lines().toArray(String[]::new))
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .footerHeading("%nexamples:%n")
        .footer(examples.stream().map(e -> "  " + e.replace("%", "%%")).toArray(String[]::new));
    return spec;
  }

  /** The last option of every command. */
  static OptionSpec helpOption() {
    return OptionSpec.builder("--help").usageHelp(true).description("prints this").build();
  }

  static String help(CommandLine line, Style style) {
    Help.Ansi ansi = style == Style.COLOUR ? Help.Ansi.ON : Help.Ansi.OFF;
    line.setSeparator(" "); // shown so; when parsing, "=" is taken as well
    return line.getUsageMessage(Help.defaultColorScheme(ansi));
  }

  /** Says what was typed wrongly in the words of picocli, with our hints. */
  static CommandFailure failure(String name, ParameterException e) {
    String help = "'photon " + name + " --help' tells what can be typed";
    String text = String.valueOf(e.getMessage());
    String message = text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    if (message.startsWith("missing required parameter for option '--host'")) {
      return CommandFailure.usage("-h takes the host of a registry or metacenter", help);
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      boolean takesFile = e.getCommandLine().getCommandSpec().findOption("--file") != null;
      if (!unmatched.isUnknownOption() && takesFile) {
        String first = unmatched.getUnmatched().get(0);
        return CommandFailure.usage(
            "'" + first + "' is one word too many", "a file is named with -f; " + help);
      }
      List<String> near = unmatched.getSuggestions();
      if (unmatched.isUnknownOption() && !near.isEmpty()) {
        return CommandFailure.usage(message, "did you mean '" + near.get(0) + "'? " + help);
      }
    }
    return CommandFailure.usage(message, help);
  }
}
