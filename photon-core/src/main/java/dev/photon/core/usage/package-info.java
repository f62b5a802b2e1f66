/**
 * What leases have used, and what is charged for it: counted on each side, settled, and checked.
 * Pure.
 */
@NullMarked
package dev.photon.core.usage;

import org.jspecify.annotations.NullMarked;
