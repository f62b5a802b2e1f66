/** Who may do what, and who is let in at all: the real servers, over real connections. */
@NullMarked
package dev.photon.cli.authorization;

import org.jspecify.annotations.NullMarked;
