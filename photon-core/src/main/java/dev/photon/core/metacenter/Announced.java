package dev.photon.core.metacenter;

/**
 * The newest revisions that were announced as begun, as complete and as failed; 0 for none. An
 * event of a revision is sent once.
 */
record Announced(long begun, long complete, long failed) {
  static final Announced NOTHING = new Announced(0, 0, 0);
}
