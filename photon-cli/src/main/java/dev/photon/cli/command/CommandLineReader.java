package dev.photon.cli.command;

import dev.photon.core.plugin.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was typed by a syntax, by the usual rules: {@code --file FILE}, {@code --file=FILE},
 * {@code -f FILE}, {@code -fFILE}; options and words in any order, and only words behind {@code
 * --}. Names are written in full, and what begins with a dash is a value only behind an equals
 * sign.
 */
final class CommandLineReader {
  private static final String END_OF_OPTIONS = "--";

  private final Syntax syntax;
  private final String[] args;
  private final Map<String, List<String>> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private int next;

  private CommandLineReader(Syntax syntax, String... args) {
    this.syntax = syntax;
    this.args = args;
  }

  /**
   * Reads what stands behind the name of a command. Where help is asked for, it is all that counts.
   *
   * @throws CommandFailure that tells the first thing that does not fit
   */
  static Typed read(Syntax syntax, String... args) throws CommandFailure {
    if (asksForHelp(args)) {
      return new Typed(Map.of(Typed.HELP, List.of()), List.of());
    }
    CommandLineReader reader = new CommandLineReader(syntax, args);
    reader.read();
    checkWords(syntax, reader.words);
    return new Typed(reader.options, reader.words);
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

  private void read() throws CommandFailure {
    boolean onlyWords = false;
    while (next < args.length) {
      String arg = args[next++];
      if (!onlyWords && arg.equals(END_OF_OPTIONS)) {
        onlyWords = true;
      } else if (!onlyWords && isOption(arg)) {
        option(arg);
      } else {
        words.add(arg);
      }
    }
  }

  private static boolean isOption(String arg) {
    return arg.startsWith("-") && !arg.equals("-");
  }

  private void option(String arg) throws CommandFailure {
    int end = nameEnd(arg);
    Syntax.Option option = syntax.option(arg.substring(0, end));
    if (option == null) {
      throw unknown(syntax, arg, null);
    }
    String value = value(arg, end);
    if (value != null && !option.takesValue()) {
      throw CommandFailure.usage("option '" + option.name() + "' takes no value", syntax.help());
    }
    List<String> values = options.get(option.name());
    if (values == null) {
      values = new ArrayList<>();
      options.put(option.name(), values);
    } else if (!option.repeats()) {
      throw CommandFailure.usage(
          "option '" + option.name() + "' may be given once only", syntax.help());
    }
    if (option.takesValue()) {
      values.add(value == null ? nextWord(option) : value);
    }
  }

  /** The value of an option, which stands in a word of its own. */
  private String nextWord(Syntax.Option option) throws CommandFailure {
    if (next < args.length && !isOption(args[next])) {
      return args[next++];
    }
    if (next < args.length && !args[next].equals(END_OF_OPTIONS)) {
      String name = args[next].substring(0, nameEnd(args[next]));
      if (syntax.option(name) == null) {
        throw unknown(syntax, args[next], option);
      }
    }
    throw valueMissing(syntax, option);
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

  /** A superfluous word is not quoted: it may be the secret of {@code --env NAME secret}. */
  private static void checkWords(Syntax syntax, List<String> words) throws CommandFailure {
    if (words.size() < syntax.words().least()) {
      throw CommandFailure.usage(syntax.words().label() + " is missing", syntax.help());
    }
    if (words.size() > syntax.words().most()) {
      String file = syntax.option("--file") == null ? "" : "a file is named with -f; ";
      throw CommandFailure.usage(
          "word "
              + (syntax.words().most() + 1)
              + " behind 'photon "
              + syntax.name()
              + "' is one too many",
          file + syntax.help());
    }
  }

  private static CommandFailure valueMissing(Syntax syntax, Syntax.Option option) {
    if (option.name().equals("--host")) {
      return CommandFailure.usage("-h takes the host of a registry or metacenter", syntax.help());
    }
    return CommandFailure.usage(
        "option '" + option.name() + "' needs a value (" + option.label() + ")", syntax.help());
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
