package dev.photon.config;

/**
 * Where in which file something was written.
 *
 * @param source the file, as the user named it or as reached from there
 * @param line from 1
 * @param column from 1, in characters (code points)
 */
public record Origin(String source, int line, int column) {
  public Origin {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column begin at 1: " + line + ", " + column);
    }
  }

  /** {@code photon.yml:14:11}. */
  @Override
  public String toString() {
    return source + ":" + line + ":" + column;
  }
}
