/**
 * Durable state of the roles over JDBC: embedded by default, a database server by URL.
 *
 * <p>Start at {@link dev.photon.core.store.Store}.
 */
@NullMarked
package dev.photon.core.store;

import org.jspecify.annotations.NullMarked;
