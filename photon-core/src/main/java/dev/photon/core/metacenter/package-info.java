/**
 * Manages deployments: finds their datacenters, gives each its part, watches, tells.
 *
 * <p>Start at {@link dev.photon.core.metacenter.MetacenterHost}, which hosts many metacenters in
 * one process. Each decides with the pure packages {@code match} and {@code rollout}.
 */
@NullMarked
package dev.photon.core.metacenter;

import org.jspecify.annotations.NullMarked;
