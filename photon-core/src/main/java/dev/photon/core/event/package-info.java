/**
 * Append-only logs of events, and who follows them.
 *
 * <p>Start at {@link dev.photon.core.event.EventLog}.
 */
@NullMarked
package dev.photon.core.event;

import org.jspecify.annotations.NullMarked;
