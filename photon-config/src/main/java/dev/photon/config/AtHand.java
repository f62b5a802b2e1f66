package dev.photon.config;

import dev.photon.config.Tree.Entry;

/** Looks on while a file is read: what was read last costs least to look at. */
interface AtHand {
  /** Looks at nothing. */
  AtHand NOBODY = (name, entry) -> {};

  /**
   * A service stands there, and no alias is in it. What is done with it later may still change it,
   * or take it away.
   */
  void service(String name, Entry entry);
}
