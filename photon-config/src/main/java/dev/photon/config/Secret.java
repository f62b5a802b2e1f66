package dev.photon.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be shown: it prints as {@code ***}. Immutable. */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    if (value.isEmpty() || !Text.isPassable(value)) {
      throw new IllegalArgumentException("a secret must not be empty, too long or hold NUL");
    }
    return new Secret(value);
  }

  /** The text itself; never log what this returns. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
