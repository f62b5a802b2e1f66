package dev.photon.core.reconcile;

import dev.photon.config.ServiceName;
import dev.photon.spi.api.DesiredDeployment;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What should be.
 *
 * @param deployment the part as sent by the metacenter
 * @param deleting whether all of it shall go, dependents first
 * @param slots what is remembered of each slot that ever had a node
 */
public record DesiredState(
    DesiredDeployment deployment, boolean deleting, Map<SlotId, SlotHistory> slots) {
  public DesiredState {
    slots = Collections.unmodifiableMap(new TreeMap<>(slots));
  }

  /** A place for a node. */
  public record SlotId(ServiceName service, int slot) implements Comparable<SlotId> {
    @Override
    public int compareTo(SlotId other) {
      int byService = service.compareTo(other.service);
      return byService != 0 ? byService : Integer.compare(slot, other.slot);
    }
  }

  /**
   * A slot's past. An incarnation is remembered before its node is asked for, so that no id is ever
   * used for two nodes.
   *
   * @param incarnation the highest that was ever asked for
   * @param deaths how often in a row a node of the slot died or could not be made, since one was
   *     ready for ten minutes
   * @param lastDeath when the last one did; {@link Instant#EPOCH} before the first
   */
  public record SlotHistory(int incarnation, int deaths, Instant lastDeath) {}
}
