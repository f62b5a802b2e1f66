package dev.photon.provider.docker;

/**
 * An image's name as the engine's pull call wants it: in two parts.
 *
 * @param tagOrDigest {@code latest} where the text names none
 */
record ImageReference(String repository, String tagOrDigest) {
  static ImageReference parse(String text) {
    int digest = text.indexOf('@');
    if (digest > 0) {
      return new ImageReference(text.substring(0, digest), text.substring(digest + 1));
    }
    int colon = text.lastIndexOf(':');
    // A colon before the last slash belongs to a registry's port.
    if (colon > 0 && colon > text.lastIndexOf('/')) {
      return new ImageReference(text.substring(0, colon), text.substring(colon + 1));
    }
    return new ImageReference(text, "latest");
  }

  @Override
  public String toString() {
    return repository + (tagOrDigest.startsWith("sha256:") ? "@" : ":") + tagOrDigest;
  }
}
