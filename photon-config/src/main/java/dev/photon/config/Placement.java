package dev.photon.config;

import java.util.Optional;

/**
 * How many nodes of a service run in a datacenter, and of which size.
 *
 * @param nodes 0 to a million; of a scaled service those that it begins with
 * @param autoscaling between how many nodes it is scaled, and by what; empty for a fixed number
 */
public record Placement(ProfileName profile, int nodes, Optional<Autoscaling> autoscaling) {
  /** The most nodes that one service may have in one datacenter. */
  public static final int MAX_NODES = 1_000_000;

  public Placement {
    if (nodes < 0 || nodes > MAX_NODES) {
      throw new IllegalArgumentException("nodes must be 0 to 1000000: " + nodes);
    }
    if (autoscaling.isPresent() && autoscaling.get().min() != nodes) {
      throw new IllegalArgumentException("a scaled service begins with its least number of nodes");
    }
  }

  /** A fixed number of nodes. */
  public Placement(ProfileName profile, int nodes) {
    this(profile, nodes, Optional.empty());
  }

  /** As few as that may be, and scaled from there. */
  public Placement(ProfileName profile, Autoscaling autoscaling) {
    this(profile, autoscaling.min(), Optional.of(autoscaling));
  }

  /** The most nodes that there may be. */
  public int most() {
    return autoscaling.isPresent() ? autoscaling.get().max() : nodes;
  }
}
