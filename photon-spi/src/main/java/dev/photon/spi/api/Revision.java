package dev.photon.spi.api;

/**
 * A document of the owner.
 *
 * @param document one deployment file with its includes resolved; at most 1 MiB of UTF-8
 */
public record Revision(String document) {
  /** The most characters that a document may have. */
  public static final int MOST = 1 << 20;

  public Revision {
    Ids.bounded("document", document, MOST);
  }

  @Override
  public String toString() {
    return "Revision[" + document.length() + " characters]";
  }
}
