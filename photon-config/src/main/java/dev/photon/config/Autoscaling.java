package dev.photon.config;

import java.util.OptionalInt;

/**
 * Between how many nodes a service is scaled, and what for: at least one of the targets.
 *
 * @param min 0 to a million
 * @param max from 1, and not below {@code min}
 * @param targetCpu percent of its processor that a node should use on average, 1 to 100
 * @param targetMemory percent of its memory, likewise
 */
public record Autoscaling(int min, int max, OptionalInt targetCpu, OptionalInt targetMemory) {
  public Autoscaling {
    if (min < 0 || max < Math.max(1, min) || max > Placement.MAX_NODES) {
      throw new IllegalArgumentException(
          "min and max must be 0 to 1000000 and in order: " + min + ", " + max);
    }
    if (targetCpu.isEmpty() && targetMemory.isEmpty()) {
      throw new IllegalArgumentException("autoscaling needs a target");
    }
    targetCpu.ifPresent(Autoscaling::checkPercent);
    targetMemory.ifPresent(Autoscaling::checkPercent);
  }

  private static void checkPercent(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("a target is 1 to 100 percent: " + percent);
    }
  }
}
