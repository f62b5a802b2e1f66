/**
 * Divides a revision into the parts of its datacenters, and reads from what they tell how far it
 * is. All of it is pure.
 *
 * <p>Start at {@link dev.photon.core.rollout.Parts} and {@link dev.photon.core.rollout.Progress}.
 */
@NullMarked
package dev.photon.core.rollout;

import org.jspecify.annotations.NullMarked;
