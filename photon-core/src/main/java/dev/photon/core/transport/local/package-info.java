/**
 * The transport within one process: hands over the object, with the caller's proven identity.
 *
 * <p>Start at {@link dev.photon.core.transport.local.LocalTransportProvider}. Transports of one
 * {@link dev.photon.core.transport.local.LocalNetwork} reach each other; calls run on the caller's
 * thread, so that a simulation repeats exactly, and a {@link
 * dev.photon.core.transport.local.CallFilter} may lose them.
 */
@NullMarked
package dev.photon.core.transport.local;

import org.jspecify.annotations.NullMarked;
