package dev.photon.config;

import dev.photon.config.Place.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One file's text while it is loaded: its lines for quoting, and which parts of them are secret.
 * Equality is identity: each file is read once.
 *
 * <p>Secret parts are known from the tree. Where a file is so broken that there is no whole tree,
 * {@link SecretGuess} looks at the text.
 */
final class SourceText {
  private final String name;
  private final int order;
  private final String text;

  /**
   * Where each line begins in the text; none of a text that is too large to be quoted. Found when
   * first asked for: of most files nothing is quoted.
   */
  private int @Nullable [] starts;

  private @Nullable Marks marks;

  /** Secrets that are not yet in {@link #masks} and {@link #hidden}. */
  private final List<Secret> found = new ArrayList<>();

  private final Map<Integer, List<Stretch>> masks = new HashMap<>();

  /** Lines in which a secret goes on that began above. */
  private final Set<Integer> hidden = new HashSet<>();

  private boolean distrusted;

  /**
   * A place of which nothing may be shown.
   *
   * @param named how many characters at its begin may be
   */
  private record Secret(Place place, int named) {
    Stretch stretch() {
      Stretch all = place.found();
      return named == 0 || all.line() != all.endLine()
          ? all
          : new Stretch(
              all.source(), all.line(), all.column() + named, all.endLine(), all.endColumn());
    }
  }

  /**
   * @param order how many files were read before this one: diagnostics are sorted by it
   */
  SourceText(String name, int order, String text) {
    this.name = name;
    this.order = order;
    this.text = text;
  }

  private int[] starts() {
    int[] known = starts;
    if (known == null) {
      boolean quotable = !text.isEmpty() && text.length() <= ConfigLoader.MAX_DOCUMENT_BYTES;
      known = quotable ? starts(text) : new int[0];
      starts = known;
    }
    return known;
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
    return starts().length;
  }

  /** Where a line begins in the text. */
  int from(int line) {
    return starts()[line - 1];
  }

  /** Where a line ends in the text, before its line break. */
  int to(int line) {
    if (line == starts().length) {
      return text.length();
    }
    int end = starts()[line] - 1;
    boolean two = end > from(line) && text.startsWith("\r\n", end - 1);
    return two ? end - 1 : end;
  }

  String line(int line) {
    return text.substring(from(line), to(line));
  }

  /** What stands at a place within one line; not to be shown, for it may be secret. */
  String text(Place place) {
    if (place.line() > starts().length) {
      return "";
    }
    String line = line(place.line());
    return line.substring(index(line, place.column()), index(line, place.endColumn()));
  }

  /** How many characters a line has. */
  int width(int line) {
    return line <= starts().length ? text.codePointCount(from(line), to(line)) : 0;
  }

  /** Where the events of its text stand. */
  Marks marks() {
    Marks known = marks;
    if (known == null) {
      known = Marks.of(text);
      marks = known;
    }
    return known;
  }

  /** Whether the place of any value was asked for. */
  boolean isMarked() {
    return marks != null;
  }

  /** A secret stands there. */
  void mask(Place secret) {
    mask(secret, 0);
  }

  /** A secret stands there, behind so many characters if it is a single line. */
  void mask(Place secret, int named) {
    found.add(new Secret(secret, named));
  }

  /** Most files have nothing to be shown, and many secrets. */
  private void sortSecrets() {
    Set<Stretch> secrets = new LinkedHashSet<>(); // an alias may have brought one twice
    for (Secret secret : found) {
      Stretch stretch = secret.stretch();
      if (stretch.line() != stretch.endLine() || stretch.column() != stretch.endColumn()) {
        secrets.add(stretch);
      }
    }
    for (Stretch secret : secrets) {
      List<Stretch> same = masks.get(secret.line());
      if (same == null) {
        same = new ArrayList<>();
        masks.put(secret.line(), same);
      }
      same.add(secret);
      for (int line = secret.line() + 1; line <= secret.endLine(); line++) {
        boolean before = line == secret.endLine() && isBlankBefore(line, secret.endColumn());
        if (!before) {
          hidden.add(line);
        }
      }
    }
    if (!found.isEmpty()) {
      masks.values().forEach(here -> here.sort(SourceText::fromLeft));
      found.clear();
    }
  }

  /** Of those that begin together the longest first. */
  private static int fromLeft(Stretch one, Stretch other) {
    if (one.column() != other.column()) {
      return Integer.compare(one.column(), other.column());
    }
    return one.endLine() != other.endLine()
        ? Integer.compare(other.endLine(), one.endLine())
        : Integer.compare(other.endColumn(), one.endColumn());
  }

  private boolean isBlankBefore(int line, int column) {
    if (line > starts().length) {
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
    return new Stretch(this, 1, 1);
  }

  /** A line to be shown under a message about a column; empty if a secret stands in the way. */
  Optional<String> shown(int line, int column) {
    sortSecrets();
    if (line > starts().length || hidden.contains(line)) {
      return Optional.empty();
    }
    if (distrusted) {
      return new SecretGuess(this).shown(line, column);
    }
    List<Stretch> here = masks.getOrDefault(line, List.of());
    for (Stretch mask : here) {
      if (mask.column() < column) {
        return Optional.empty(); // its stars would push the caret away from its word
      }
    }
    return Optional.of(withoutComment(masked(line, here), column));
  }

  /** In one pass: a line may have as many secrets as problems. */
  private String masked(int line, List<Stretch> here) {
    String text = line(line);
    StringBuilder out = new StringBuilder();
    int at = 0;
    int column = 1;
    for (Stretch mask : here) {
      if (mask.column() >= column) {
        int from = ahead(text, at, mask.column() - column);
        out.append(text, at, from).append("***");
        int length = mask.endColumn() - mask.column();
        at = mask.endLine() > line ? text.length() : ahead(text, from, length);
        column = mask.endLine() > line ? Integer.MAX_VALUE : mask.endColumn();
      }
    }
    return out.append(text, at, text.length()).toString();
  }

  /** So many characters further, or the end. */
  private static int ahead(String text, int from, int characters) {
    int at = from;
    for (int i = 0; i < characters && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  /** People comment out secrets, too. */
  private static String withoutComment(String text, int column) {
    int comment = text.indexOf(" #", index(text, column));
    return comment < 0 ? text : text.substring(0, comment) + " #…";
  }

  /** Where a column of a line is in it. */
  static int index(String text, int column) {
    int characters = Math.min(column - 1, text.codePointCount(0, text.length()));
    return text.offsetByCodePoints(0, characters);
  }
}
