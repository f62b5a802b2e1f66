package dev.photon.config;

import dev.photon.config.Tree.Mapping;

/**
 * A file as a tree, and what passes over it can be spared.
 *
 * @param expands whether a value has a dollar sign in it, or a key is the user's own
 * @param tagged whether a value has a tag, so that something may be reset
 */
record Document(Mapping root, boolean expands, boolean tagged) {
  Document with(Mapping other) {
    return new Document(other, expands, tagged);
  }
}
