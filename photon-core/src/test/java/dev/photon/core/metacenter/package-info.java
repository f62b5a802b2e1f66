/** Tests of metacenters within a simulated world, with real certificates. */
@NullMarked
package dev.photon.core.metacenter;

import org.jspecify.annotations.NullMarked;
