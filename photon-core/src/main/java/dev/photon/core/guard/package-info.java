/**
 * Who may call what: one guard before the views of every API.
 *
 * <p>Start at {@link dev.photon.core.guard.Guard}.
 */
@NullMarked
package dev.photon.core.guard;

import org.jspecify.annotations.NullMarked;
