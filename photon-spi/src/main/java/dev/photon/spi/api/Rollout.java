package dev.photon.spi.api;

/**
 * How a service's nodes are replaced.
 *
 * @param parallel how many old nodes are replaced at a time
 * @param maxSurge how many nodes there may be beyond the wanted number meanwhile
 */
public record Rollout(int parallel, int maxSurge) {
  public static final Rollout DEFAULT = new Rollout(1, 1);

  public Rollout {
    if (parallel < 1 || maxSurge < 0) {
      throw new IllegalArgumentException("parallel must be from 1, max-surge from 0");
    }
  }
}
