/** Tests of the event log, on a store in memory. */
@NullMarked
package dev.photon.core.event;

import org.jspecify.annotations.NullMarked;
