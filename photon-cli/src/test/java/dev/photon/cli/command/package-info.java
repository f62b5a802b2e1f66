/** What the commands print and return, held by golden files. */
@NullMarked
package dev.photon.cli.command;

import org.jspecify.annotations.NullMarked;
