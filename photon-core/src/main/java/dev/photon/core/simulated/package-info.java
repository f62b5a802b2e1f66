/**
 * A datacenter in memory, for development, tests and studies of scale: no program runs in it.
 *
 * <p>Start at {@link dev.photon.core.simulated.SimulatedBackend}; what it runs on, and what a test
 * breaks, is its {@link dev.photon.core.simulated.SimulatedInfrastructure}.
 */
@NullMarked
package dev.photon.core.simulated;

import org.jspecify.annotations.NullMarked;
