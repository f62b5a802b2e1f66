/** The command and the servers as real processes, with real certificates and a real engine. */
@NullMarked
package dev.photon.cli.process;

import org.jspecify.annotations.NullMarked;
