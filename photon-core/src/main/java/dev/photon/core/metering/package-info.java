/**
 * How one side of a lease, a metacenter or an agent, counts what it uses, and tells the registry:
 * durable, so that no crash loses what was counted.
 *
 * <p>Start at {@link dev.photon.core.metering.LeaseMeters}.
 */
@NullMarked
package dev.photon.core.metering;

import org.jspecify.annotations.NullMarked;
