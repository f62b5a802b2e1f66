package dev.photon.cli.command;

import dev.photon.core.plugin.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.jspecify.annotations.Nullable;

/** Reads what was typed by a syntax; nothing else knows the library that does it. */
final class CommandLineReader {
  private static final String END_OF_OPTIONS = "--";

  private CommandLineReader() {}

  /**
   * Reads what stands behind the name of a command. Where help is asked for, it is all that counts.
   *
   * @throws CommandFailure that tells the first thing that does not fit
   */
  static Typed read(Syntax syntax, String... args) throws CommandFailure {
    if (asksForHelp(args)) {
      return new Typed(Map.of(Typed.HELP, List.of()), List.of());
    }
    Typed typed = collected(syntax, parsed(syntax, spelledOut(syntax, args)));
    checkWords(syntax, typed.words());
    return typed;
  }

  private static boolean asksForHelp(String... args) {
    for (String arg : args) {
      if (arg.equals(END_OF_OPTIONS)) {
        return false;
      }
      if (arg.equals(Typed.HELP)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Each option by its long name, and a value that stands in one word with it behind an equals
   * sign. The library would take {@code -strict} for {@code --strict}, {@code -fx=y} for an option
   * {@code fx}, and an unknown option for the value of the one before it.
   */
  private static String[] spelledOut(Syntax syntax, String... args) throws CommandFailure {
    String[] spelled = args.clone();
    Syntax.Option before = null;
    for (int i = 0; i < args.length && !args[i].equals(END_OF_OPTIONS); i++) {
      if (!args[i].startsWith("-") || args[i].equals("-")) {
        before = null;
        continue;
      }
      int end = nameEnd(args[i]);
      Syntax.Option option = syntax.option(args[i].substring(0, end));
      if (option == null) {
        throw unknown(syntax, args[i], before);
      }
      String value = value(args[i], end);
      if (value != null && !option.takesValue()) {
        throw CommandFailure.usage("option '" + option.name() + "' takes no value", syntax.help());
      }
      spelled[i] = value == null ? option.name() : option.name() + "=" + value;
      before = option.takesValue() && value == null ? option : null;
    }
    return spelled;
  }

  private static int nameEnd(String arg) {
    return arg.startsWith("--") ? beforeEquals(arg) : 2;
  }

  private static int beforeEquals(String arg) {
    int equals = arg.indexOf('=');
    return equals > 1 ? equals : arg.length();
  }

  /** What stands in the same word: {@code --file=x}, {@code -f=x} or {@code -fx}. */
  private static @Nullable String value(String arg, int nameEnd) {
    if (nameEnd == arg.length()) {
      return null;
    }
    return arg.substring(arg.charAt(nameEnd) == '=' ? nameEnd + 1 : nameEnd);
  }

  private static CommandLine parsed(Syntax syntax, String... args) throws CommandFailure {
    Options options = new Options();
    for (Syntax.Option option : syntax.options()) {
      options.addOption(
          new org.apache.commons.cli.Option(
              null, option.name().substring(2), option.takesValue(), null));
    }
    try {
      return DefaultParser.builder()
          .setAllowPartialMatching(false)
          .setStripLeadingAndTrailingQuotes(false)
          .get()
          .parse(options, args);
    } catch (MissingArgumentException e) {
      throw valueMissing(syntax, "--" + e.getOption().getLongOpt());
    } catch (ParseException e) {
      throw new CommandFailure(
          ExitStatus.USAGE, String.valueOf(e.getMessage()), Optional.of(syntax.help()), e);
    }
  }

  private static Typed collected(Syntax syntax, CommandLine line) throws CommandFailure {
    Map<String, List<String>> options = new HashMap<>();
    for (org.apache.commons.cli.Option given : line.getOptions()) {
      String name = "--" + given.getLongOpt();
      Syntax.Option option = syntax.option(name);
      List<String> before = options.get(name);
      if (before == null) {
        options.put(name, new ArrayList<>(given.getValuesList()));
      } else if (option != null && option.repeats()) {
        before.addAll(given.getValuesList());
      } else {
        throw CommandFailure.usage("option '" + name + "' may be given once only", syntax.help());
      }
    }
    return new Typed(options, line.getArgList());
  }

  private static void checkWords(Syntax syntax, List<String> words) throws CommandFailure {
    if (words.size() < syntax.words().least()) {
      throw CommandFailure.usage(syntax.words().label() + " is missing", syntax.help());
    }
    if (words.size() > syntax.words().most()) {
      String file = syntax.option("--file") == null ? "" : "a file is named with -f; ";
      throw CommandFailure.usage(
          "'" + words.get(syntax.words().most()) + "' is one word too many", file + syntax.help());
    }
  }

  private static CommandFailure valueMissing(Syntax syntax, String name) {
    if (name.equals("--host")) {
      return CommandFailure.usage("-h takes the host of a registry or metacenter", syntax.help());
    }
    Syntax.Option option = syntax.option(name);
    String label = option == null ? "" : " (" + option.label() + ")";
    return CommandFailure.usage("option '" + name + "' needs a value" + label, syntax.help());
  }

  /**
   * An option that there is not.
   *
   * @param before the option whose value it may have been meant to be
   */
  private static CommandFailure unknown(Syntax syntax, String arg, Syntax.@Nullable Option before) {
    List<String> names = new ArrayList<>();
    for (Syntax.Option option : syntax.options()) {
      names.add(option.name());
    }
    String typed = arg.substring(0, beforeEquals(arg));
    Optional<String> near =
        typed.equals("-h") ? Optional.of(Typed.HELP) : Suggestion.nearest(typed, names);
    String hint = "";
    if (near.isPresent()) {
      hint = "did you mean '" + near.get() + "'? ";
    } else if (before != null) {
      hint =
          "a value that begins with '-' is typed as " + before.name() + "=" + before.label() + "; ";
    }
    return CommandFailure.usage("unknown option: '" + typed + "'", hint + syntax.help());
  }
}
