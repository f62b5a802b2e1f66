package dev.photon.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command takes, and what its help says of it. Immutable. */
final class Syntax {
  private final String name;
  private final String description;
  private final List<String> examples;
  private final List<Option> options;
  private final Words words;

  /**
   * An option.
   *
   * @param letter as {@code -f}; empty for none
   * @param name as {@code --file}
   * @param label of its value; empty for one without
   * @param repeats whether it may be given several times
   */
  record Option(String letter, String name, String label, String description, boolean repeats) {

    boolean takesValue() {
      return !label.isEmpty();
    }
  }

  /** The words that are no options. */
  record Words(String label, String description, int least, int most) {
    static final Words NONE = new Words("", "", 0, 0);
  }

  private Syntax(Builder builder) {
    this.name = builder.name;
    this.description = builder.description;
    this.examples = builder.examples;
    this.options = List.copyOf(builder.options);
    this.words = builder.words;
  }

  /**
   * Begins the syntax of a command.
   *
   * @param name as typed, such as {@code registry serve}
   * @param description one paragraph
   * @param examples one command a line
   */
  static Builder command(String name, String description, List<String> examples) {
    return new Builder(name, description, examples);
  }

  String name() {
    return name;
  }

  String description() {
    return description;
  }

  List<String> examples() {
    return examples;
  }

  /** In the order in which the help shows them. */
  List<Option> options() {
    return options;
  }

  Words words() {
    return words;
  }

  /** The option with that name or letter. */
  @Nullable Option option(String typed) {
    for (Option option : options) {
      if (option.name().equals(typed) || (option.letter().equals(typed) && !typed.isEmpty())) {
        return option;
      }
    }
    return null;
  }

  /** What all errors of what was typed end with. */
  String help() {
    return "'photon " + name + " --help' tells what can be typed";
  }

  /** Collects what a command takes. */
  static final class Builder {
    private final String name;
    private final String description;
    private final List<String> examples;
    private final List<Option> options = new ArrayList<>();
    private Words words = Words.NONE;

    private Builder(String name, String description, List<String> examples) {
      this.name = name;
      this.description = description;
      this.examples = examples;
    }

    Builder option(Option option) {
      options.add(option);
      return this;
    }

    /** One word, which must be there. */
    Builder word(String label, String text) {
      words = new Words(label, text, 1, 1);
      return this;
    }

    /** One word, or none. */
    Builder optionalWord(String label, String text) {
      words = new Words(label, text, 0, 1);
      return this;
    }

    /** Any number of words. */
    Builder manyWords(String label, String text) {
      words = new Words(label, text, 0, Integer.MAX_VALUE);
      return this;
    }

    /** Ends with {@code --help}, which every command has. */
    Syntax build() {
      options.add(Options.flag("prints this", Typed.HELP));
      return new Syntax(this);
    }
  }
}
