package dev.photon.config;

/** One of the few words that a key may have. */
interface Word {
  /** As a file spells it. */
  String text();
}
