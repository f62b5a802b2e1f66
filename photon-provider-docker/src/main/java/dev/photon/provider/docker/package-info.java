/** To be described. */
@NullMarked
package dev.photon.provider.docker;

import org.jspecify.annotations.NullMarked;
