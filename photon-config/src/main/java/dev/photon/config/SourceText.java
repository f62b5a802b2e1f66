package dev.photon.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file's text while it is loaded: its lines for quoting, and which parts of them are secret.
 * Equality is identity: each file is read once.
 *
 * <p>Secret parts are known from the tree. Where a file is so broken that there is no whole tree,
 * {@link #distrust} makes it guess from the text, on the careful side.
 */
final class SourceText {
  private static final Pattern SECRET_KEY =
      Pattern.compile("^(- +)*[\"']?(env|environment|secret|url|notifications)[\"']? *:.*");
  private static final Pattern SECRET_WORD =
      Pattern.compile("\\b(env|environment|secret|url)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern VALUE = Pattern.compile(": *\\S");
  private static final Pattern HARMLESS =
      Pattern.compile(
          "[ -]*[\"']?(version|include|image|args|depends-on|expose|port|proto|as|to|service|global|"
              + "region|qos|lifetime|cpu|memory|disk|pricing|max-price|profile|nodes|name|type)"
              + "[\"']? *:");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+:");

  /** How many lines above one are looked at; beyond, everything could be. */
  private static final int FURTHEST = 5_000;

  private final String name;
  private final int order;
  private final String text;

  /** Where each line begins in the text; none of a text that is too large to be quoted. */
  private final int[] starts;

  private final Map<Integer, List<Place>> masks = new HashMap<>();

  private final Set<Place> masked = new HashSet<>();

  /** Lines in which a secret goes on that began above. */
  private final Set<Integer> hidden = new HashSet<>();

  private boolean distrusted;

  /**
   * @param order how many files were read before this one: diagnostics are sorted by it
   */
  SourceText(String name, int order, String text) {
    this.name = name;
    this.order = order;
    this.text = text;
    boolean quotable = !text.isEmpty() && text.length() <= ConfigLoader.MAX_DOCUMENT_BYTES;
    this.starts = quotable ? starts(text) : new int[0];
  }

  private static int[] starts(String text) {
    int[] starts = new int[1 + text.length() / 16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  String name() {
    return name;
  }

  int order() {
    return order;
  }

  /** How many lines there are, an empty one at the end included. */
  int lines() {
    return starts.length;
  }

  /** Where a line begins in the text. */
  int from(int line) {
    return starts[line - 1];
  }

  /** Where a line ends in the text, before its line break. */
  int to(int line) {
    if (line == starts.length) {
      return text.length();
    }
    int end = starts[line] - 1;
    boolean two = end > from(line) && text.startsWith("\r\n", end - 1);
    return two ? end - 1 : end;
  }

  private String line(int line) {
    return text.substring(from(line), to(line));
  }

  /** How many characters a line has. */
  int width(int line) {
    return line <= starts.length ? text.codePointCount(from(line), to(line)) : 0;
  }

  /** A secret stands there. */
  void mask(Place secret) {
    boolean empty = secret.line() == secret.endLine() && secret.column() == secret.endColumn();
    if (empty || !masked.add(secret)) {
      return; // or an alias, once more
    }
    masks.computeIfAbsent(secret.line(), line -> new ArrayList<>()).add(secret);
    for (int line = secret.line() + 1; line <= secret.endLine(); line++) {
      boolean before = line == secret.endLine() && isBlankBefore(line, secret.endColumn());
      if (!before) {
        hidden.add(line);
      }
    }
  }

  private boolean isBlankBefore(int line, int column) {
    if (line > starts.length) {
      return true;
    }
    String shown = line(line);
    return shown.substring(0, index(shown, column)).isBlank();
  }

  /** There is no whole tree of this file. */
  void distrust() {
    distrusted = true;
  }

  /** Where the file begins, for what is missing or wrong as a whole. */
  Place start() {
    return new Place(this, 1, 1);
  }

  /** A line to be shown under a message about a column; empty if a secret stands in the way. */
  Optional<String> shown(int line, int column) {
    if (line > starts.length || hidden.contains(line)) {
      return Optional.empty();
    }
    String shown = line(line);
    if (distrusted) {
      return looksSecret(shown, line, column) ? Optional.empty() : Optional.of(upTo(shown, column));
    }
    List<Place> here = new ArrayList<>(masks.getOrDefault(line, List.of()));
    // From right to left, so that a replaced part does not move the parts before it.
    here.sort(Comparator.comparingInt(Place::column).reversed());
    int replaced = Integer.MAX_VALUE;
    for (Place mask : here) {
      if (mask.column() < column) {
        return Optional.empty(); // its stars would push the caret away from its word
      }
      if (mask.column() < replaced) {
        int from = index(shown, mask.column());
        int to = mask.endLine() > line ? shown.length() : index(shown, mask.endColumn());
        shown = shown.substring(0, from) + "***" + shown.substring(Math.max(from, to));
        replaced = mask.column();
      }
    }
    return Optional.of(withoutComment(shown, column));
  }

  /** People comment out secrets, too. */
  private static String withoutComment(String text, int column) {
    int comment = text.indexOf(" #", index(text, column));
    return comment < 0 ? text : text.substring(0, comment) + " #…";
  }

  /** A line with nothing behind the place that is meant, and behind the key if one begins there. */
  private static String upTo(String text, int column) {
    int from = index(text, column);
    Matcher key = KEY.matcher(text).region(from, text.length());
    int end = key.lookingAt() ? key.end() : Math.min(text.length(), index(text, column + 1));
    return text.substring(0, end) + (end < text.length() ? " …" : "");
  }

  private static int index(String text, int column) {
    int characters = Math.min(column - 1, text.codePointCount(0, text.length()));
    return text.offsetByCodePoints(0, characters);
  }

  /** Whether this line, or one that it stands under, begins something that may hold secrets. */
  private boolean looksSecret(String text, int line, int column) {
    boolean value = VALUE.matcher(text.substring(0, index(text, column))).find();
    if (SECRET_WORD.matcher(text).find()
        || text.indexOf('=') >= 0
        || (value && !HARMLESS.matcher(text).lookingAt())) {
      return true;
    }
    int depth = Integer.MAX_VALUE;
    int furthest = Math.max(0, line - FURTHEST);
    for (int i = line - 1; i >= furthest && depth > 0; i--) {
      String above = line(i + 1);
      if (!above.isBlank() && depth(above) < depth) {
        depth = depth(above);
        if (SECRET_KEY.matcher(above.strip()).matches()) {
          return true;
        }
      }
    }
    return depth > 0 && furthest > 0;
  }

  /** How deep a line is indented; the items of a list count as deeper than an equally deep key. */
  private static int depth(String text) {
    int indent = text.length() - text.stripLeading().length();
    return text.startsWith("-", indent) ? indent + 1 : indent;
  }
}
