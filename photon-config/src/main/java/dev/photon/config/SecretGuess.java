package dev.photon.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may be shown of a file that is so broken that there is no tree to say what is secret: a
 * guess from the text, on the careful side.
 */
final class SecretGuess {
  private static final Pattern SECRET_KEY =
      Pattern.compile("[- ]*[\"']?(env|environment|secret|url|notifications)[\"']? *:.*");
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

  private final SourceText source;

  SecretGuess(SourceText source) {
    this.source = source;
  }

  /** The line, cut behind the place that is meant; empty if it looks as if a secret is in it. */
  Optional<String> shown(int line, int column) {
    String text = source.line(line);
    return looksSecret(text, line, column) ? Optional.empty() : Optional.of(upTo(text, column));
  }

  /** A line with nothing behind the place that is meant, and behind the key if one begins there. */
  private static String upTo(String text, int column) {
    int from = SourceText.index(text, column);
    Matcher key = KEY.matcher(text).region(from, text.length());
    int end =
        key.lookingAt() ? key.end() : Math.min(text.length(), SourceText.index(text, column + 1));
    return text.substring(0, end) + (end < text.length() ? " …" : "");
  }

  /** Whether this line, or one that it stands under, begins something that may hold secrets. */
  private boolean looksSecret(String text, int line, int column) {
    boolean value = VALUE.matcher(text.substring(0, SourceText.index(text, column))).find();
    if (SECRET_WORD.matcher(text).find()
        || text.indexOf('=') >= 0
        || (value && !HARMLESS.matcher(text).lookingAt())) {
      return true;
    }
    int depth = Integer.MAX_VALUE;
    int furthest = Math.max(0, line - FURTHEST);
    for (int i = line - 1; i >= furthest && depth > 0; i--) {
      String above = source.line(i + 1);
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
