package dev.photon.config;

import java.util.Optional;

/**
 * A place of a file with the line that it points into.
 *
 * @param line what stands there, where it can be shown: secrets are masked, and a line that cannot
 *     be shown without giving one away is left out
 * @param length how many characters from {@code origin} on are meant; at least 1
 */
public record Excerpt(Origin origin, Optional<String> line, int length) {
  public Excerpt {
    if (length < 1) {
      throw new IllegalArgumentException("length must be at least 1: " + length);
    }
  }
}
