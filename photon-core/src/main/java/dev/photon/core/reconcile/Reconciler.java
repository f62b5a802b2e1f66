package dev.photon.core.reconcile;

import java.time.Instant;

/** Decides what to do next for one deployment in one datacenter. Pure and repeatable. */
public interface Reconciler {

  /**
   * The steps that lead from the observed towards the desired state. Equal inputs, whatever the
   * order of their lists, give equal plans; of a converged state the plan is empty.
   *
   * @param now decides back-offs only
   */
  Plan reconcile(DesiredState desired, ObservedState observed, Instant now);
}
