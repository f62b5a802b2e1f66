/**
 * Time, threads and chance, given to the roles from outside.
 *
 * <p>Start at {@link dev.photon.core.runtime.RoleRuntime}. Production runs on {@link
 * dev.photon.core.runtime.ThreadedRuntime}; a simulation runs all roles on one queue and one
 * virtual clock.
 */
@NullMarked
package dev.photon.core.runtime;

import org.jspecify.annotations.NullMarked;
