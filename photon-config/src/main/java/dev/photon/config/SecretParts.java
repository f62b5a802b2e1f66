package dev.photon.config;

import dev.photon.config.Tree.Entry;
import dev.photon.config.Tree.Mapping;
import dev.photon.config.Tree.Scalar;
import dev.photon.config.Tree.Sequence;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which parts of a file may hold a secret and are never quoted: what stands under {@code env},
 * {@code secret} and {@code url} wherever they are, a single value whose key sounds like a secret,
 * a URL under {@code include} that names a user or has a query, and in notifications all but the
 * harmless keys (so that a misspelled {@code secrt} does not give it away either).
 */
final class SecretParts {
  private static final Set<String> HARMLESS = Set.of("name", "type", "events", "to");

  /** What people call secrets: a single value under such a key is one, wherever it stands. */
  private static final Pattern KEY_NAME = Pattern.compile("(api|private|access)[-_]?key");

  private SecretParts() {}

  /** Whether all that stands at a key is secret. */
  static boolean isSecret(String key) {
    return switch (key.length()) { // asked of every key: most have another length
      case 3 -> key.equals("env") || key.equals("url");
      case 6 -> key.equals("secret");
      case 11 -> key.equals("environment");
      default -> false;
    };
  }

  /** Masks what is secret of a value that stands at a key. */
  static void mask(String key, Tree value) {
    if (isSecret(key)) {
      maskAll(value, key.startsWith("env"));
    } else if (value instanceof Scalar && soundsSecret(key)) {
      maskAll(value, false);
    } else if (key.equals("include")) {
      maskPasswords(value);
    } else if (key.equals("notifications")) {
      if (value instanceof Sequence sequence) {
        sequence.items().forEach(SecretParts::maskTarget);
      } else {
        maskTarget(value);
      }
    }
  }

  /**
   * Masks what may be secret of an entry whose key nobody knows: all, unless it is clear what the
   * key should have been, and that this is harmless.
   */
  static void maskUnknown(String key, Entry entry, Optional<String> meant) {
    if (!isWord(key)) {
      entry.key().source().mask(entry.key()); // with its value, if the ':' was forgotten
    }
    if (meant.isEmpty() || isSecret(meant.get())) {
      maskAll(entry.value(), false);
    }
  }

  /** Whether a key is only a key, so that it can be quoted. */
  static boolean isWord(String key) {
    if (key.isEmpty() || key.length() > 64) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean ordinary = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!ordinary && c != '_' && c != '-' && c != '.' && !Character.isLetter(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean soundsSecret(String key) {
    if (!maySound(key)) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.contains("passw")
        || lower.contains("secret")
        || lower.contains("token")
        || lower.contains("credential")
        || (lower.contains("key") && KEY_NAME.matcher(lower).find());
  }

  /** Whether it has a letter that all these words have: nearly no ordinary key does. */
  private static boolean maySound(String key) {
    for (int i = 0; i < key.length(); i++) {
      switch (key.charAt(i)) {
        case 'w', 'W', 'k', 'K' -> { // passw, token, key
          return true;
        }
        case 'r', 'R' -> { // secret, credential
          if (i > 0 && (key.charAt(i - 1) == 'c' || key.charAt(i - 1) == 'C')) {
            return true;
          }
        }
        default -> {
          if (key.charAt(i) > 0x7f) {
            return true; // some are a k in lower case
          }
        }
      }
    }
    return false;
  }

  /** In whatever form files are named, right or wrong. */
  private static void maskPasswords(Tree files) {
    if (files instanceof Scalar scalar && hasPassword(scalar.text())) {
      maskAll(files, false);
    } else if (files instanceof Sequence sequence) {
      sequence.items().forEach(SecretParts::maskPasswords);
    } else if (files instanceof Mapping mapping) {
      mapping.entries().values().forEach(entry -> maskPasswords(entry.value()));
    }
  }

  private static boolean hasPassword(String file) {
    return file.contains("://") && (file.contains("@") || file.contains("?"));
  }

  private static void maskTarget(Tree target) {
    if (target instanceof Mapping mapping) {
      for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
        if (!isWord(entry.getKey())) {
          entry.getValue().key().source().mask(entry.getValue().key());
        }
        if (!HARMLESS.contains(entry.getKey())) {
          maskAll(entry.getValue().value(), false);
        }
      }
    } else if (!target.isNothing()) {
      maskAll(target, false); // a URL without its key
    }
  }

  /**
   * Masks every text in a value.
   *
   * @param named whether a text is {@code NAME=value}, of which the name may be shown
   */
  static void maskAll(Tree value, boolean named) {
    if (value instanceof Scalar scalar) {
      scalar.place().source().mask(scalar.place(), named ? name(scalar) : 0);
    } else if (value instanceof Sequence sequence) {
      for (Tree item : sequence.items()) {
        maskAll(item, named);
      }
    } else if (value instanceof Mapping mapping) {
      for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
        maskEntry(entry.getKey(), entry.getValue());
      }
    }
  }

  private static void maskEntry(String key, Entry entry) {
    if (!isWord(key)) {
      entry.key().source().mask(entry.key()); // with its value, if the ':' is not seen as one
    }
    maskAll(entry.value(), false);
  }

  /** How many characters the name has before a text, and the sign behind it. */
  private static int name(Scalar scalar) {
    int equal = scalar.plain() ? scalar.text().indexOf('=') : -1;
    return equal >= 0 && Text.isEnvName(scalar.text().substring(0, equal)) ? equal + 1 : 0;
  }
}
