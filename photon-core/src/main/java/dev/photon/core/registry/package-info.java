/**
 * The registry: accounts, the root certificate authority, the order book, who hosts metacenters.
 *
 * <p>Start at {@link dev.photon.core.registry.Registry}; each caller of it gets a view, and {@code
 * Authorization} is the table of who may call what.
 */
@NullMarked
package dev.photon.core.registry;

import org.jspecify.annotations.NullMarked;
