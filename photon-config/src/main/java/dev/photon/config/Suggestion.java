package dev.photon.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a word was probably meant to be. */
final class Suggestion {
  private static final int LONGEST = 64;

  /** Words people bring from other files, too far from ours to be guessed. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "servcie", "service",
          "environment", "env",
          "cmd", "args",
          "command", "args",
          "ports", "expose",
          "replicas", "nodes",
          "count", "nodes",
          "protocol", "proto",
          "healthcheck", "health");

  private Suggestion() {}

  /** The nearest of the known words, if one is near. */
  static Optional<String> nearest(String word, Collection<String> known) {
    String told = KNOWN.get(word);
    if (told != null && known.contains(told)) {
      return Optional.of(told);
    }
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(word);
    int allowed = Math.max(1, plain.length() / 3);
    Optional<String> best = Optional.empty();
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) > allowed || candidate.length() > LONGEST) {
        continue;
      }
      int distance = distance(plain, plain(candidate));
      if (distance <= allowed && distance < candidate.length()) {
        best = Optional.of(candidate);
        allowed = distance - 1;
      }
    }
    return best;
  }

  /** "did you mean …?", else a list of what there is. */
  static String hint(String word, Collection<String> known, String what) {
    return nearest(word, known)
        .map(Suggestion::didYouMean)
        .orElseGet(
            () -> {
              if (known.isEmpty()) {
                return "there are no " + what;
              }
              String some = String.join(", ", known.stream().limit(20).toList());
              return what + ": " + some + (known.size() > 20 ? ", …" : "");
            });
  }

  static String didYouMean(String word) {
    return "did you mean " + Quote.of(word) + "?";
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Edits from one to the other; swapping two neighbours is one. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
