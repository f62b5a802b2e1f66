package dev.photon.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads files of variables: {@code NAME=value} a line, {@code #} before a comment, {@code export}
 * before a name and quotes around a value if one likes. In double quotes {@code \n}, {@code \t},
 * {@code \"}, {@code \\} and {@code \$} are escapes; single quotes keep everything. A value does
 * not refer to others, and goes to the end of its line.
 */
public final class EnvFile {
  private static final int MAX_LENGTH = 1 << 20;

  private EnvFile() {}

  /**
   * The variables in the order of the file; of a name that is there twice the last value.
   *
   * @throws IllegalArgumentException with a sentence that says which line is wrong, and quotes no
   *     value
   */
  public static Map<String, String> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a file of variables may have 1 MiB at most");
    }
    Map<String, String> variables = new LinkedHashMap<>();
    int number = 0;
    for (String raw : text.lines().toList()) {
      number++;
      String line = raw.strip();
      if (line.startsWith("\ufeff")) {
        line = line.substring(1).strip();
      }
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("export ")) {
        line = line.substring("export ".length()).strip();
      }
      int equal = line.indexOf('=');
      String name = equal < 0 ? "" : line.substring(0, equal).strip();
      if (!Variables.isName(name)) {
        throw wrong(number, "write NAME=value, with a name of letters, digits and '_'");
      }
      variables.put(name, value(line.substring(equal + 1).strip(), number));
    }
    return variables;
  }

  private static String value(String said, int line) {
    if (said.startsWith("'") || said.startsWith("\"")) {
      return quoted(said, line);
    }
    int comment = said.indexOf(" #");
    String value = comment < 0 ? said : said.substring(0, comment).strip();
    if (!Text.isPassable(value)) {
      throw wrong(line, "the value holds a NUL, half a character, or more than 128 KiB");
    }
    return value;
  }

  private static String quoted(String said, int line) {
    char quote = said.charAt(0);
    StringBuilder value = new StringBuilder();
    for (int i = 1; i < said.length(); i++) {
      char c = said.charAt(i);
      if (c == quote) {
        String rest = said.substring(i + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith("#")) {
          throw wrong(line, "something follows the closing quote");
        }
        return value.toString();
      }
      if (c == '\\' && quote == '"' && i + 1 < said.length()) {
        i++;
        value.append(escaped(said.charAt(i)));
      } else {
        value.append(c);
      }
    }
    throw wrong(line, "the quote has no end in this line");
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case '"', '\\', '$' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private static IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException("line " + line + ": " + what);
  }
}
