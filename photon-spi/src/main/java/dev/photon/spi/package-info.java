/** To be described. */
@NullMarked
package dev.photon.spi;

import org.jspecify.annotations.NullMarked;
