/** To be described. */
@NullMarked
package dev.photon.config;

import org.jspecify.annotations.NullMarked;
