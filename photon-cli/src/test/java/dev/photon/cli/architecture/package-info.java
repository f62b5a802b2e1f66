/** Holds the walls of the house: who may see whom, and what stays inside. */
@NullMarked
package dev.photon.cli.architecture;

import org.jspecify.annotations.NullMarked;
