package dev.photon.config;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a word was probably meant to be. Bounded in edits and in candidates, so that a hostile file
 * with thousands of unknown names costs no more than a second.
 */
final class Suggestion {
  private static final int LONGEST = 64;
  private static final int MOST_EDITS = 3;
  private static final int MOST_CANDIDATES = 1_000;

  /** Words people bring from other files, too far from ours to be guessed. */
  private static final Map<String, String> KNOWN =
      ImmutableMap.<String, String>builder()
          .put("servcie", "service")
          .put("environment", "env")
          .put("cmd", "args")
          .put("command", "args")
          .put("ports", "expose")
          .put("replicas", "nodes")
          .put("count", "nodes")
          .put("protocol", "proto")
          .put("healthcheck", "health")
          .put("containerPort", "port")
          .put("storage", "disk")
          .put("mem", "memory")
          .put("ram", "memory")
          .put("cores", "cpu")
          .put("price", "max-price")
          .put("amount", "max-price")
          .put("path", "http")
          .put("httpGet", "http")
          .put("tcpSocket", "tcp")
          .put("minimum", "min")
          .put("maximum", "max")
          .put("minReplicas", "min")
          .put("maxReplicas", "max")
          .buildOrThrow();

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
    return near(word, known)
        .or(() -> near(word, KNOWN.keySet()).map(KNOWN::get).filter(known::contains));
  }

  private static Optional<String> near(String word, Collection<String> known) {
    String plain = plain(word);
    int allowed = Math.min(MOST_EDITS, Math.max(1, plain.length() / 3));
    Optional<String> best = Optional.empty();
    int looked = 0;
    for (String candidate : known) {
      if (looked++ == MOST_CANDIDATES) {
        break;
      }
      if (Math.abs(candidate.length() - word.length()) <= allowed) {
        int distance = distance(plain, plain(candidate), allowed);
        if (distance <= allowed && distance < candidate.length()) {
          best = Optional.of(candidate);
          allowed = distance - 1;
        }
      }
    }
    return best;
  }

  /**
   * Whether a word can only have been meant as that one: known from elsewhere, or other letters.
   */
  static boolean isCertain(String word, String meant) {
    return meant.equals(KNOWN.get(word)) || plain(word).equals(plain(meant));
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

  /**
   * Edits from one to the other; swapping two neighbours is one. Anything above {@code most} may be
   * too low, but stays above it: only cells that near to the diagonal are looked at.
   */
  private static int distance(String a, String b, int most) {
    int far = most + 1;
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = Math.min(j, far);
    }
    for (int i = 1; i <= a.length(); i++) {
      Arrays.fill(row, far);
      row[0] = Math.min(i, far);
      int least = row[0];
      for (int j = Math.max(1, i - most); j <= Math.min(b.length(), i + most); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(row[j], before[j - 2] + 1) : row[j];
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return far;
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
