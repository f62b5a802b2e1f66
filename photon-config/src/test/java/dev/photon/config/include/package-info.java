/** Tests of reading included files, with the servers that one would rather not meet. */
@NullMarked
package dev.photon.config.include;

import org.jspecify.annotations.NullMarked;
