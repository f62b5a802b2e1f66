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
   * used for two nodes. {@link SlotMemory} keeps it.
   *
   * @param incarnation the highest that was ever asked for
   * @param deaths how often in a row a node of the slot died or could not be made, since one was
   *     ready for ten minutes
   * @param lastDeath when the last one was noticed; {@link Instant#EPOCH} before the first
   * @param counted the highest incarnation whose end is among the deaths, so that none is counted
   *     twice; 0 for none
   */
  public record SlotHistory(int incarnation, int deaths, Instant lastDeath, int counted) {
    /** Of a slot that never had a node. */
    public static final SlotHistory NONE = new SlotHistory(0, 0, Instant.EPOCH, 0);
  }
}
