/** To be described. */
@NullMarked
package dev.photon.crypto;

import org.jspecify.annotations.NullMarked;
