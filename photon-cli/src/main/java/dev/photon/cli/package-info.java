/** To be described. */
@NullMarked
package dev.photon.cli;

import org.jspecify.annotations.NullMarked;
