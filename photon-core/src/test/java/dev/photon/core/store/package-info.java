/** Tests of the store, with real databases. */
@NullMarked
package dev.photon.core.store;

import org.jspecify.annotations.NullMarked;
