/**
 * Decides the steps from the observed to the desired state of one deployment in one datacenter. All
 * of it is pure.
 *
 * <p>Start at {@link dev.photon.core.reconcile.Reconciler}; it returns a {@link
 * dev.photon.core.reconcile.Plan}.
 */
@NullMarked
package dev.photon.core.reconcile;

import org.jspecify.annotations.NullMarked;
