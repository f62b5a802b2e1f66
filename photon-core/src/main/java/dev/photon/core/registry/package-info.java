/**
 * The registry: accounts, the root certificate authority, the order book, who hosts metacenters.
 *
 * <p>Start at {@link dev.photon.core.registry.Registry}; each caller of it gets a view, behind the
 * {@linkplain dev.photon.core.guard.Guard guard} that all servers have.
 */
@NullMarked
package dev.photon.core.registry;

import org.jspecify.annotations.NullMarked;
