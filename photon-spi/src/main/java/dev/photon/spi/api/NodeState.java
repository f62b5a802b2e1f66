package dev.photon.spi.api;

/** Where a node is in its life. */
public enum NodeState {
  /** It exists but was never started: an earlier call stopped half way. */
  CREATED,
  /** It runs but is not ready yet, or not any more. */
  STARTING,
  /** It runs, and does its work. */
  READY,
  /** It is being removed. */
  STOPPING,
  /** It ended, or was ended; it will not come back by itself. */
  DEAD;

  /** Whether it runs now. */
  public boolean runs() {
    return this == STARTING || this == READY;
  }

  /** Whether it uses its resources now, or is about to. */
  public boolean live() {
    return this == CREATED || runs();
  }
}
