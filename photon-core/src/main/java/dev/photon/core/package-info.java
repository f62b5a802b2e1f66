/** To be described. */
@NullMarked
package dev.photon.core;

import org.jspecify.annotations.NullMarked;
