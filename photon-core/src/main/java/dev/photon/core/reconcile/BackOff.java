package dev.photon.core.reconcile;

import dev.photon.core.reconcile.DesiredState.SlotHistory;
import dev.photon.spi.api.DeploymentId;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a slot is left alone after its nodes died: the first is replaced at once, the next after
 * a second, doubling to five minutes. Up to a fifth less of it, by the slot's own name, keeps slots
 * that died together from coming back together; chance would make plans unrepeatable.
 */
final class BackOff {
  private static final long FIRST_MILLIS = 1_000;
  private static final long LONGEST_MILLIS = 300_000;
  private static final int DOUBLINGS = 9;

  private BackOff() {}

  /** What is left to wait; zero when the slot may be filled now. */
  static Duration left(
      DeploymentId deployment, DesiredState.SlotId slot, SlotHistory history, Instant now) {
    // A last death in the future means that the clock was set back: nobody waits for it to catch
    // up.
    if (history.deaths() < 2 || history.lastDeath().isAfter(now)) {
      return Duration.ZERO;
    }
    Duration left =
        Duration.between(now, history.lastDeath().plus(after(deployment, slot, history.deaths())));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static Duration after(DeploymentId deployment, DesiredState.SlotId slot, int deaths) {
    long base = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(deaths - 2, DOUBLINGS));
    String name = deployment + "/" + slot.service() + "/" + slot.slot() + "/" + deaths;
    int less = Math.floorMod(name.hashCode(), 201);
    return Duration.ofMillis(base - base * less / 1_000);
  }
}
