package dev.photon.cli.command;

import dev.photon.cli.view.Console;
import java.io.IOException;
import java.util.Locale;

/** Asks the person at the terminal. */
final class Question {
  private static final int LONGEST = 100;

  private Question() {}

  /** Whether the answer is yes; anything else is no. */
  static boolean yes(Console console, String question) {
    String text = text(console, question + " [y/N] ").toLowerCase(Locale.ROOT);
    return text.equals("y") || text.equals("yes");
  }

  /**
   * Goes on if {@code --yes} was typed or the person says yes.
   *
   * @param what is to be confirmed: {@code the deletion of shop}
   * @param verb what {@code --yes} does without being asked: {@code delete it}
   * @param not what has not happened if the answer is no: {@code not deleted}
   */
  static void confirm(
      Typed typed, Console console, String what, String verb, String question, String not)
      throws CommandFailure {
    if (typed.has("--yes")) {
      return;
    }
    if (!console.interactive()) {
      throw CommandFailure.usage(
          "nobody is at a terminal to confirm " + what,
          "give --yes to " + verb + " without being asked");
    }
    if (!yes(console, question)) {
      throw new CommandFailure(ExitStatus.REFUSED, not);
    }
  }

  /** The answer, without blanks around it; empty if there is none. */
  static String text(Console console, String question) {
    console.err().print(question);
    console.err().flush();
    StringBuilder answer = new StringBuilder();
    try {
      for (int c = console.in().read();
          c >= 0 && c != '\n' && answer.length() < LONGEST;
          c = console.in().read()) {
        answer.append((char) c);
      }
    } catch (IOException e) {
      return "";
    }
    return answer.toString().strip();
  }
}
