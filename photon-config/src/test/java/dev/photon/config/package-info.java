/** Tests of reading, merging, checking and printing deployment files. */
@NullMarked
package dev.photon.config;

import org.jspecify.annotations.NullMarked;
