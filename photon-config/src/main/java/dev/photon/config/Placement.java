package dev.photon.config;

/**
 * How many nodes of a service run in a datacenter, and of which size.
 *
 * @param nodes 0 to a million
 */
public record Placement(ProfileName profile, int nodes) {
  /** The most nodes that one service may have in one datacenter. */
  public static final int MAX_NODES = 1_000_000;

  public Placement {
    if (nodes < 0 || nodes > MAX_NODES) {
      throw new IllegalArgumentException("nodes must be 0 to 1000000: " + nodes);
    }
  }
}
