package dev.photon.config;

import java.util.Locale;

/**
 * How the nodes of a service are replaced by those of a new revision.
 *
 * @param parallel how many old nodes are replaced at a time; from 1
 * @param maxSurge how many nodes there may be beyond the wanted number meanwhile; from 0
 */
public record UpdatePolicy(int parallel, int maxSurge, OnFailure onFailure) {
  /** One node at a time, one more than wanted, and back if it fails. */
  public static final UpdatePolicy DEFAULT = new UpdatePolicy(1, 1, OnFailure.ROLLBACK);

  /** What happens when a new node does not become ready. */
  public enum OnFailure implements Word {
    /** The previous revision is restored. */
    ROLLBACK,
    /** The roll-out stops. */
    PAUSE;

    /** As a file spells it: {@code rollback}, {@code pause}. */
    @Override
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public UpdatePolicy {
    if (parallel < 1 || parallel > Placement.MAX_NODES) {
      throw new IllegalArgumentException("parallel must be 1 to 1000000: " + parallel);
    }
    if (maxSurge < 0 || maxSurge > Placement.MAX_NODES) {
      throw new IllegalArgumentException("max-surge must be 0 to 1000000: " + maxSurge);
    }
  }
}
